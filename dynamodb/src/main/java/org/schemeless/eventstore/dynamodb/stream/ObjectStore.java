/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The requests this storage makes for objects. A key names the event or item and the attempt, so none is ever written
 * twice.
 */
public final class ObjectStore {

    /** No event id is encoded like this: the sign is none of its alphabet. */
    private static final String RUNS = "log~/";

    /** The same for objects of items that are no events. */
    private static final String ITEMS = "item~/";

    /** The same for objects of states of views: a key of theirs can be longer than one of an object's. */
    private static final String VIEWS = "view~/";

    /** What says of such an object which item it was written for. */
    private static final String PARTITION = "partition";

    private static final String SORT = "sort";

    /** Partition, sort key and attempt. */
    private static final int PARTS_OF_ITEM = 3;

    private final S3Client client;
    private final Bucket bucket;
    private final RequestRetries retries;
    private final Consumer<Measurement> measured;

    public ObjectStore(S3Client client, Bucket bucket, RequestRetries retries, Consumer<Measurement> measured) {
        this.client = client;
        this.bucket = bucket;
        this.retries = retries;
        this.measured = measured;
    }

    public Offloaded put(String eventId, EventBody body) {
        Offloaded put = put(
                bucket.keyPrefix() + encoded(eventId) + "/" + BatchToken.next().text(),
                "application/x-ndjson",
                body.toObject());
        measured.accept(new Measurement.Offload(put.bytes()));
        return put;
    }

    /** What a batch tells the log, if it does not fit in an item. */
    public Offloaded putRuns(BatchToken token, byte[] runs) {
        return put(bucket.keyPrefix() + RUNS + token.text(), "text/plain; charset=utf-8", runs);
    }

    /** What an item with this key keeps that does not fit in it. */
    public Offloaded putFor(Map<String, AttributeValue> itemKey, String text) {
        String key = bucket.keyPrefix() + ITEMS + encoded(Values.text(itemKey, Keys.PARTITION)) + "/"
                + Values.required(itemKey, Keys.SORT).n() + "/" + BatchToken.next();
        return put(key, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a state keeps whose item in this table of views has this key. */
    public Offloaded putForView(String table, Map<String, AttributeValue> itemKey, String text) {
        String partition = Values.text(itemKey, Keys.PARTITION);
        String sort = Values.text(itemKey, Keys.SORT);
        String digest = encoded(sha256((partition.length() + ":" + partition + sort).getBytes(StandardCharsets.UTF_8))
                .asByteArrayUnsafe());
        return put(
                ofViews(table) + digest + "/" + BatchToken.next(),
                "application/json",
                text.getBytes(StandardCharsets.UTF_8),
                Map.of(PARTITION, encoded(partition), SORT, encoded(sort)));
    }

    private String ofViews(String table) {
        return bucket.keyPrefix() + VIEWS + table + "/";
    }

    private Offloaded put(String key, String contentType, byte[] bytes) {
        return put(key, contentType, bytes, Map.of());
    }

    private Offloaded put(String key, String contentType, byte[] bytes, Map<String, String> metadata) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .metadata(metadata)
                .bucket(bucket.name())
                .key(key)
                .contentType(contentType)
                .serverSideEncryption(bucket.encryption())
                .ssekmsKeyId(bucket.kmsKey());
        retries.repeatWrite(() -> client.putObject(request.build(), RequestBody.fromBytes(bytes)));
        return new Offloaded(key, bytes.length, sha256(bytes));
    }

    /** @throws UnreadableEventException if the object is gone, or is not what was written */
    EventBody get(String eventId, Offloaded offloaded) {
        try {
            return EventBody.of(bytes(offloaded));
        } catch (NoSuchElementException e) {
            throw new UnreadableEventException(eventId, String.valueOf(e.getMessage()), e.getCause());
        }
    }

    /** @throws IllegalStateException if the object is gone, or is not what was written */
    public byte[] getRuns(Offloaded offloaded) {
        return bytes("the log", offloaded);
    }

    /**
     * What an item keeps in this object.
     *
     * @param what the item is, for the error
     * @throws IllegalStateException if the object is gone, or is not what was written
     */
    public String getText(String what, Offloaded offloaded) {
        return new String(bytes(what, offloaded), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String what, Offloaded offloaded) {
        try {
            return bytes(offloaded);
        } catch (NoSuchElementException e) {
            throw new IllegalStateException(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    private byte[] bytes(Offloaded offloaded) {
        byte[] bytes;
        try {
            bytes = retries.repeat(() -> client.getObjectAsBytes(
                            request -> request.bucket(bucket.name()).key(offloaded.key())))
                    .asByteArrayUnsafe();
        } catch (NoSuchKeyException e) {
            throw new NoSuchElementException("the object " + place(offloaded) + " does not exist", e);
        }
        if (bytes.length != offloaded.bytes() || !sha256(bytes).equals(offloaded.sha256())) {
            throw new NoSuchElementException("the object " + place(offloaded) + " is not the one that was written");
        }
        return bytes;
    }

    private String place(Offloaded offloaded) {
        return "s3://" + bucket.name() + "/" + offloaded.key();
    }

    public void delete(String key) {
        retries.repeat(() ->
                client.deleteObject(request -> request.bucket(bucket.name()).key(key)));
    }

    /** All objects of this store. */
    public void each(Consumer<S3Object> work) {
        ListObjectsV2Request.Builder list =
                ListObjectsV2Request.builder().bucket(bucket.name()).prefix(bucket.keyPrefix());
        ListObjectsV2Response page;
        do {
            page = retries.repeat(() -> client.listObjectsV2(list.build()));
            page.contents().forEach(work);
            list.continuationToken(page.nextContinuationToken());
        } while (page.nextContinuationToken() != null);
    }

    /** The event an object was written for; empty if the key is not of this store's making. */
    public Optional<String> eventId(String key) {
        int end = key.lastIndexOf('/');
        return end <= bucket.keyPrefix().length()
                ? Optional.empty()
                : decoded(key.substring(bucket.keyPrefix().length(), end));
    }

    /** The batch whose runs are in an object; empty if there are none in it. */
    public Optional<BatchToken> batchOfRuns(String key) {
        String start = bucket.keyPrefix() + RUNS;
        return key.startsWith(start) ? Optional.of(new BatchToken(key.substring(start.length()))) : Optional.empty();
    }

    /** The key of the item an object was written for that is no event; empty if there is none. */
    public Optional<Map<String, AttributeValue>> itemKey(String key) {
        String start = bucket.keyPrefix() + ITEMS;
        String[] parts = key.startsWith(start) ? key.substring(start.length()).split("/", -1) : new String[0];
        if (parts.length != PARTS_OF_ITEM || !parts[1].matches("\\d{1,38}")) {
            return Optional.empty();
        }
        return decoded(parts[0])
                .map(partition ->
                        Map.of(Keys.PARTITION, Values.text(partition), Keys.SORT, AttributeValue.fromN(parts[1])));
    }

    /**
     * The key of the item in this table of views that an object was written for; empty if it was for none, or is gone.
     * Events in one table may have several tables of views.
     */
    public Optional<Map<String, AttributeValue>> viewItemKey(String table, String key) {
        if (!key.startsWith(ofViews(table))) {
            return Optional.empty();
        }
        Map<String, String> metadata;
        try {
            metadata = retries.repeat(() -> client.headObject(
                            request -> request.bucket(bucket.name()).key(key)))
                    .metadata();
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
        return decoded(metadata.getOrDefault(PARTITION, "*"))
                .flatMap(partition -> decoded(metadata.getOrDefault(SORT, "*"))
                        .map(sort -> Map.of(Keys.PARTITION, Values.text(partition), Keys.SORT, Values.text(sort))));
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static SdkBytes sha256(byte[] bytes) {
        try {
            return SdkBytes.fromByteArrayUnsafe(
                    MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
