/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The keys of the table. A partition is a stream, a tag, an event id, a batch, a command, a checkpoint, the snapshots
 * of a stream or the uses of a key that encrypts, told apart by the first letter. Two streams, or two tags, never share
 * a partition: the length of the domain, or of the name, comes before it, so that its end needs no separator.
 */
public final class Keys {

    public static final String PARTITION = "pk";
    public static final String SORT = "sk";

    /** The sort key of a head, and of items that have a partition to themselves; events have their sequence. */
    public static final long HEAD = 0;

    /** The condition that there is no item with the key. */
    public static final String ABSENT = "attribute_not_exists(" + PARTITION + ")";

    private static final char STREAM = 's';
    private static final char TAG = 't';
    private static final String DECISION = "b:";
    private static final String CHECKPOINT = "c:";
    private static final String COMMAND = "k:";
    private static final String SNAPSHOT = "n:";
    private static final String KEY_USES = "x:";
    private static final String KEYS_TABLE = "y:keys";

    /** Bytes of a digest that a number of 38 digits, the longest there are, has room for. */
    private static final int BYTES_OF_NUMBER = 15;

    /** The sort keys of two uses of a key differ by the order of storing, or by so many digits of the events' ids. */
    private static final BigInteger DIGITS_OF_EVENT_ID = BigInteger.TEN.pow(15);

    private Keys() {}

    public static String partition(StreamId stream) {
        return partition(STREAM, stream.domain(), stream.identifier());
    }

    public static StreamId stream(String partition) {
        int end = endOfFirst(partition);
        return StreamId.of(first(partition, end), partition.substring(end));
    }

    static boolean isStream(String partition) {
        return partition.charAt(0) == STREAM;
    }

    /** The partition of the head of a tag and of its pointers. */
    static String partition(Tag tag) {
        return partition(TAG, tag.name(), tag.value());
    }

    static Tag tag(String partition) {
        int end = endOfFirst(partition);
        return new Tag(first(partition, end), partition.substring(end));
    }

    private static String partition(char kind, String first, String second) {
        return kind + "" + first.length() + ":" + first + second;
    }

    private static int endOfFirst(String partition) {
        int colon = partition.indexOf(':');
        return colon + 1 + Integer.parseInt(partition.substring(1, colon));
    }

    private static String first(String partition, int end) {
        return partition.substring(partition.indexOf(':') + 1, end);
    }

    /** The stream of a head, of an event, or of a hit of an index. */
    public static StreamId stream(Map<String, AttributeValue> item) {
        return stream(Values.text(item, PARTITION));
    }

    public static Map<String, AttributeValue> head(StreamId stream) {
        return key(partition(stream), HEAD);
    }

    public static Map<String, AttributeValue> event(StreamId stream, long sequence) {
        return key(partition(stream), sequence);
    }

    public static Map<String, AttributeValue> id(String eventId) {
        return key("e:" + eventId, HEAD);
    }

    public static Map<String, AttributeValue> decision(BatchToken token) {
        return key(DECISION + token.text(), HEAD);
    }

    public static Map<String, AttributeValue> checkpoint(String subscription) {
        return key(CHECKPOINT + subscription, HEAD);
    }

    /** The same in the table of views, whose sort key is a text. */
    public static Map<String, AttributeValue> checkpointOfView(String subscription) {
        return Map.of(PARTITION, Values.text(CHECKPOINT + subscription), SORT, Values.text("checkpoint"));
    }

    /** The key of what is kept of a command. Its id begins where the scope ends, whose length is known. */
    public static Map<String, AttributeValue> command(String scope, String id) {
        return key(COMMAND + scope.length() + ":" + scope + id, HEAD);
    }

    /**
     * The partition of all snapshots of a stream: a digest of the stream's own, so that keys of objects, which name it,
     * stay within their limit.
     */
    public static String snapshots(StreamId stream) {
        return SNAPSHOT + digest(partition(stream));
    }

    /**
     * The key of the snapshot of this stream, fold and shape. Its sort key is a digest too: the item itself tells whose
     * it is.
     */
    public static Map<String, AttributeValue> snapshot(StreamId stream, String fold, String shape) {
        byte[] digest = sha256(fold.length() + ":" + fold + shape);
        BigInteger sort = new BigInteger(1, digest, 0, BYTES_OF_NUMBER);
        return Map.of(PARTITION, Values.text(snapshots(stream)), SORT, AttributeValue.fromN(sort.toString()));
    }

    /** The key of what is noted of the table of keys. */
    public static Map<String, AttributeValue> keysTable() {
        return key(KEYS_TABLE, HEAD);
    }

    /** The partition of all uses of a key. */
    public static String keyUses(KeyId key) {
        return KEY_USES + key.text();
    }

    /** The key of what tells that an event has members encrypted by a key: ascending in the order of storing. */
    public static Map<String, AttributeValue> keyUse(KeyId key, long order, String eventId) {
        BigInteger digits = new BigInteger(1, sha256(eventId)).mod(DIGITS_OF_EVENT_ID);
        BigInteger sort = BigInteger.valueOf(order).multiply(DIGITS_OF_EVENT_ID).add(digits);
        return Map.of(PARTITION, Values.text(keyUses(key)), SORT, AttributeValue.fromN(sort.toString()));
    }

    /** The subscription of a checkpoint. */
    public static String subscription(Map<String, AttributeValue> item) {
        return Values.text(item, PARTITION).substring(CHECKPOINT.length());
    }

    /** The batch of a decision. */
    public static BatchToken token(String partition) {
        return new BatchToken(partition.substring(DECISION.length()));
    }

    public static Map<String, AttributeValue> of(Map<String, AttributeValue> item) {
        return Map.of(PARTITION, Values.required(item, PARTITION), SORT, Values.required(item, SORT));
    }

    /** A digest of a text that is not to be read from a key, and of others no two are alike. */
    public static String digest(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(text));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, AttributeValue> key(String partition, long sort) {
        return Map.of(PARTITION, Values.text(partition), SORT, Values.number(sort));
    }
}
