/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.key;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.Micros;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of the table of keys: a key, and which key a subject has. The latter is found by a digest of the subject,
 * since the service shows partition keys to whoever looks for busy ones.
 */
public final class KeyItem {

    /** The index that lists all keys by id. */
    public static final String INDEX = "keys";

    /** The partition key of that index, the same for all keys. */
    public static final String LISTED = "a";

    /** The sort key of that index. */
    public static final String ID = "i";

    /** The tokens of batches that hold the key until one item has decided on them. */
    static final String HOLDS = "h";

    /** The condition that a key is there, and what is not when it is gone. */
    static final String IS_THERE = "attribute_exists(w)";

    /** The condition that a key is gone, or never was. */
    static final String IS_NOT_THERE = "attribute_not_exists(w)";

    static final String WRAPPED = "w";

    private static final String ALL = "k";
    private static final String KEY = "k:";
    private static final String SUBJECT = "s:";
    private static final String ONLY = "-";
    private static final String SUBJECT_TYPE = "t";
    private static final String SUBJECT_ID = "s";
    private static final String MASTER_KEY = "m";
    private static final String CREATED = "at";

    private KeyItem() {}

    static Map<String, AttributeValue> key(KeyId id) {
        return key(KEY + id.text());
    }

    static Map<String, AttributeValue> key(Subject subject) {
        return key(SUBJECT + Keys.digest(text(subject)));
    }

    /** No two subjects have the same. */
    static String text(Subject subject) {
        return subject.type().length() + ":" + subject.type() + subject.id();
    }

    private static Map<String, AttributeValue> key(String partition) {
        return Map.of(Keys.PARTITION, Values.text(partition), Keys.SORT, Values.text(ONLY));
    }

    /** The value that all keys have as {@link #LISTED}. */
    static AttributeValue all() {
        return Values.text(ALL);
    }

    static Map<String, AttributeValue> of(WrappedKey key) {
        Map<String, AttributeValue> item = new HashMap<>(key(key.id()));
        item.put(LISTED, all());
        item.put(ID, Values.text(key.id().text()));
        item.put(SUBJECT_TYPE, Values.text(key.subject().type()));
        item.put(SUBJECT_ID, Values.text(key.subject().id()));
        item.put(WRAPPED, Values.text(key.wrapped()));
        item.put(MASTER_KEY, Values.text(key.masterKey()));
        item.put(CREATED, Values.number(Micros.of(key.created())));
        return item;
    }

    /** Which key the subject of a key has. */
    static Map<String, AttributeValue> ofSubject(WrappedKey key) {
        Map<String, AttributeValue> item = new HashMap<>(key(key.subject()));
        item.put(ID, Values.text(key.id().text()));
        return item;
    }

    /** The id of a key's item, of a subject's, or of a hit of the index. */
    static KeyId id(Map<String, AttributeValue> item) {
        return new KeyId(Values.text(item, ID));
    }

    static WrappedKey wrappedKey(Map<String, AttributeValue> item) {
        return new WrappedKey(
                id(item),
                Subject.of(Values.text(item, SUBJECT_TYPE), Values.text(item, SUBJECT_ID)),
                Values.text(item, MASTER_KEY),
                Values.text(item, WRAPPED),
                Micros.toInstant(Values.number(item, CREATED)));
    }

    /** What stays of a key that was taken away, so that no other one gets its id. */
    static Map<String, AttributeValue> gone(KeyId id) {
        return key(id);
    }

    /** Whether this is a key, or what stays of one. */
    static boolean isKey(Map<String, AttributeValue> item) {
        return !item.isEmpty() && Values.text(item, Keys.PARTITION).startsWith(KEY);
    }

    /** Whether this is a key that was not taken away. */
    static boolean isThere(Map<String, AttributeValue> item) {
        return item.containsKey(WRAPPED);
    }

    /** The change that wraps a key anew, if it is still wrapped as before. */
    static final String REPLACE = "SET " + WRAPPED + " = :wrapped, " + MASTER_KEY + " = :master";

    static Map<String, AttributeValue> replacing(WrappedKey before, WrappedKey after) {
        return Map.of(
                ":before", Values.text(before.wrapped()),
                ":wrapped", Values.text(after.wrapped()),
                ":master", Values.text(after.masterKey()));
    }

    /** The tokens of the batches that hold a key, or held it. */
    static Set<String> holds(Map<String, AttributeValue> item) {
        AttributeValue holds = item.get(HOLDS);
        return holds == null ? Set.of() : new TreeSet<>(holds.ss());
    }
}
