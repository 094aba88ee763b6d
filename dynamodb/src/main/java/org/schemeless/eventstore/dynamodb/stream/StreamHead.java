/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a stream stands, or a tag.
 *
 * @param version the last sequence that readers see; of a tag, how many pointers
 * @param fence names the batch that is staging events above the version, if any, and whether it was revoked; while it
 *     stands the version cannot move but by that batch
 * @param goal the version the stream gets if the decision item of that batch says so; absent if the batch moves the
 *     head itself
 */
public record StreamHead(
        long version, @Nullable String fence, @Nullable Long goal) {

    public static final String VERSION = "v";
    public static final String FENCE = "fence";
    public static final String GOAL = "goal";

    private static final String REVOKED = "buried:";

    /** The index of all heads that are fenced, by their fences; sparse. */
    public static final String FENCED_INDEX = "fenced";

    public static final StreamHead NONE = new StreamHead(0, null, null);

    /** @param item the head's item, empty if there is none */
    public static StreamHead of(Map<String, AttributeValue> item) {
        return item.containsKey(VERSION)
                ? new StreamHead(
                        Values.number(item, VERSION),
                        Values.optionalText(item, FENCE),
                        Values.optionalNumber(item, GOAL))
                : NONE;
    }

    public boolean isFenced() {
        return fence != null;
    }

    public boolean isFencedBy(BatchToken token) {
        return token.text().equals(fence);
    }

    /** Whether the batch that fenced it can no longer commit, and its items are being removed. */
    public boolean isRevoked() {
        return fence != null && fence.startsWith(REVOKED);
    }

    /** The batch that fences the head, or did before its fence was revoked; null if the head is not fenced. */
    public @Nullable BatchToken token() {
        return fence == null ? null : new BatchToken(isRevoked() ? fence.substring(REVOKED.length()) : fence);
    }

    /** Whether one of these batches fences the head, or did before its fence was revoked. */
    public boolean isFencedByOneOf(Set<BatchToken> tokens) {
        BatchToken token = token();
        return token != null && tokens.contains(token);
    }

    /** The fence of a batch that can no longer commit. */
    public static String revoked(BatchToken token) {
        return REVOKED + token.text();
    }
}
