/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whether a batch that touches more heads than one transaction can move has committed. The item is written once, by
 * the batch itself or by whoever cannot wait for it, and stays for ever.
 */
public enum Decision {
    COMMITTED,
    ABORTED;

    private static final String DECISION = "decision";

    public static Decision of(Map<String, AttributeValue> item) {
        return valueOf(Values.text(item, DECISION));
    }

    public Map<String, AttributeValue> item(BatchToken token) {
        Map<String, AttributeValue> item = new HashMap<>(Keys.decision(token));
        item.put(DECISION, Values.text(name()));
        return item;
    }
}
