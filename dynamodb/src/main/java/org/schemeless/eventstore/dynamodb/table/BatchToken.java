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

/** Names one attempt to write a batch. Never used again: a batch that lost its fence can never get it back. */
public final class BatchToken {

    private BatchToken() {}

    public static String next() {
        return UlidCreator.getUlid().toString();
    }

    /** When it was made, by the clock of the node that did. */
    public static Instant time(String token) {
        return Ulid.getInstant(token);
    }
}
