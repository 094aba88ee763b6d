/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** A view in DynamoDB, whose table of views is there after the first node has started. */
public final class ViewsInDynamoDb implements ViewsKept, AutoCloseable {

    private static final String VIEWS = "eventstore-views";
    private static final int SEGMENTS = 3;

    private final DynamoDbClient client;
    private final String view;

    /** @param aws where it is, as system properties */
    public ViewsInDynamoDb(Map<String, String> aws, String view) {
        this.client = DynamoDbClient.builder()
                .endpointOverride(URI.create(aws.get("eventstore.dynamodb.endpoint")))
                .region(Region.of(aws.get("eventstore.dynamodb.region")))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.get("aws.accessKeyId"), aws.get("aws.secretAccessKey"))))
                .build();
        this.view = view;
    }

    private Map<String, AttributeValue> item(String partition, AttributeValue sort) {
        try {
            return client.getItem(request -> request.tableName(VIEWS)
                            .key(Map.of("pk", AttributeValue.fromS(partition), "sk", sort))
                            .consistentRead(true))
                    .item();
        } catch (ResourceNotFoundException e) {
            return Map.of();
        }
    }

    @Override
    public int active() {
        AttributeValue active = item("v", AttributeValue.fromS(view)).get("active");
        return active == null ? 0 : Integer.parseInt(active.n());
    }

    @Override
    public long comeTo(int build) {
        return IntStream.range(0, SEGMENTS)
                .mapToObj(segment -> item(
                                "c:$view " + view + " " + build + "." + segment, AttributeValue.fromS("checkpoint"))
                        .get("p"))
                .mapToLong(position -> position == null ? 0 : Long.parseLong(position.n()))
                .min()
                .orElseThrow();
    }

    @Override
    public void begin(int build) {
        client.updateItem(request -> request.tableName(VIEWS)
                .key(Map.of("pk", AttributeValue.fromS("v"), "sk", AttributeValue.fromS(view)))
                .updateExpression("SET builds.#number = :build ADD v :one")
                .expressionAttributeNames(Map.of("#number", Integer.toString(build)))
                .expressionAttributeValues(Map.of(
                        ":one",
                        AttributeValue.fromN("1"),
                        ":build",
                        AttributeValue.fromM(Map.of(
                                "version", AttributeValue.fromN("1"),
                                "segments", AttributeValue.fromN(Integer.toString(SEGMENTS)),
                                "status", AttributeValue.fromS("BUILDING"),
                                "paused", AttributeValue.fromBool(false),
                                "since", AttributeValue.fromN("0"))))));
    }

    /** A build is taken away after it was read: what is read until it is another one is whole. */
    @Override
    public Map<String, String> states() {
        while (true) {
            int build = active();
            Map<String, String> states = states(build);
            if (Objects.equals(build, active())) {
                return states;
            }
        }
    }

    private Map<String, String> states(int build) {
        Map<String, String> states = new HashMap<>();
        client.queryPaginator(request -> request.tableName(VIEWS)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :build")
                        .expressionAttributeValues(Map.of(":build", AttributeValue.fromS("s" + build + ":" + view))))
                .items()
                .forEach(
                        item -> states.put(item.get("sk").s(), item.get("p").s().replace("\"", "")));
        return states;
    }

    @Override
    public void close() {
        client.close();
    }
}
