/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Names one attempt to write a batch. Never used again: a batch that lost its fence can never get it back. Later ones
 * are greater, as far as clocks agree.
 */
public record BatchToken(String text) implements Comparable<BatchToken> {

    public static BatchToken next() {
        return new BatchToken(UlidCreator.getUlid().toString());
    }

    /** The one that an attribute of an item holds. */
    public static BatchToken of(Map<String, AttributeValue> item, String attribute) {
        return new BatchToken(Values.text(item, attribute));
    }

    /** When it was made, by the clock of the node that did. */
    public Instant time() {
        return Ulid.getInstant(text);
    }

    @Override
    public int compareTo(BatchToken other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
