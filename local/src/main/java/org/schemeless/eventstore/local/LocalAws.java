/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import java.io.IOException;
import java.util.Map;

/** DynamoDB and S3 together, empty. */
public record LocalAws(LocalServer dynamoDb, LocalServer s3) implements AutoCloseable {

    private static final String REGION = "eu-central-1";

    /** @param dynamoDbOptions of DynamoDB's JVM, besides those that suit tests, which start it often */
    public static LocalAws start(String... dynamoDbOptions) throws IOException {
        return new LocalAws(LocalServer.dynamoDb(dynamoDbOptions), LocalServer.s3());
    }

    /** The settings with which an event store uses them, as system properties. */
    public Map<String, String> settings() {
        return Map.of(
                "eventstore.storage",
                "dynamodb",
                "eventstore.dynamodb.endpoint",
                dynamoDb.endpoint().toString(),
                "eventstore.dynamodb.region",
                REGION,
                "eventstore.s3.endpoint",
                s3.endpoint().toString(),
                "eventstore.s3.region",
                REGION,
                "eventstore.s3.bucket",
                "events",
                "eventstore.s3.create-bucket",
                "true",
                "aws.accessKeyId",
                LocalServer.CREDENTIAL,
                "aws.secretAccessKey",
                LocalServer.CREDENTIAL);
    }

    @Override
    public void close() {
        s3.close();
        dynamoDb.close();
    }
}
