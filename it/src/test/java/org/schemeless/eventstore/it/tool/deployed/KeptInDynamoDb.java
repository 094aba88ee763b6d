/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.spi.SubjectKeys;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** What DynamoDB keeps, in all its tables, and S3 in the objects of the bucket. */
final class KeptInDynamoDb implements Kept {

    private static final String KEYS = "eventstore-keys";

    private final String bucket = System.getProperty("eventstore.s3.bucket");
    private final SubjectKeys keys;

    KeptInDynamoDb(SubjectKeys keys) {
        this.keys = keys;
    }

    private DynamoDbClient dynamoDb() {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(System.getProperty("eventstore.dynamodb.endpoint")))
                .region(Region.of(System.getProperty("eventstore.dynamodb.region")))
                .build();
    }

    private S3Client s3() {
        return S3Client.builder()
                .endpointOverride(URI.create(System.getProperty("eventstore.s3.endpoint")))
                .region(Region.of(System.getProperty("eventstore.s3.region")))
                .forcePathStyle(true)
                .build();
    }

    @Override
    public boolean has(String text) {
        try (DynamoDbClient client = dynamoDb();
                S3Client objects = s3()) {
            boolean inTables = client.listTablesPaginator().tableNames().stream()
                    .flatMap(table ->
                            client
                                    .scanPaginator(
                                            request -> request.tableName(table).consistentRead(true))
                                    .items()
                                    .stream())
                    .anyMatch(item -> new HashMap<>(item).toString().contains(text));
            return inTables
                    || objects.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                            .map(object -> objects.getObjectAsBytes(
                                            request -> request.bucket(bucket).key(object.key()))
                                    .asString(StandardCharsets.ISO_8859_1))
                            .anyMatch(object -> object.contains(text));
        }
    }

    /** No key gets the id of one that is gone as long as its item is there. */
    @Override
    public void putBack(WrappedKey key) {
        try (DynamoDbClient client = dynamoDb()) {
            client.deleteItem(request -> request.tableName(KEYS)
                    .key(Map.of("pk", AttributeValue.fromS("k:" + key.id()), "sk", AttributeValue.fromS("-"))));
        }
        keys.keep(key);
    }
}
