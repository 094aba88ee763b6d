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
import java.util.Optional;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where the largest part of an item is if it is not in the item: payload and meta of an event, and what else has no
 * room there.
 *
 * @param key of the object in the bucket
 * @param bytes its length
 * @param sha256 its digest
 */
public record Offloaded(String key, long bytes, SdkBytes sha256) {

    /** The attribute of an item that has its largest part in an object. */
    public static final String ATTRIBUTE = "x";

    private static final String KEY = "key";
    private static final String BYTES = "bytes";
    private static final String SHA256 = "sha256";

    /** What the item says of its object, if it has one. */
    public static Optional<Offloaded> in(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(ATTRIBUTE)).map(Offloaded::of);
    }

    public static Offloaded of(AttributeValue value) {
        Map<String, AttributeValue> members = value.m();
        return new Offloaded(
                Values.text(members, KEY),
                Values.number(members, BYTES),
                Values.required(members, SHA256).b());
    }

    public AttributeValue toValue() {
        return AttributeValue.fromM(
                Map.of(KEY, Values.text(key), BYTES, Values.number(bytes), SHA256, AttributeValue.fromB(sha256)));
    }
}
