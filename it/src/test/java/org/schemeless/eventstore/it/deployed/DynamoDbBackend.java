/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.schemeless.eventstore.dynamodb.LocalServer;

/** DynamoDB Local and a real S3 API over HTTP; the server's data source leads nowhere. */
final class DynamoDbBackend implements Backend {

    private static final String NO_DATABASE = "jdbc:h2:tcp://127.0.0.1:1/none";

    private LocalServer dynamoDb;
    private LocalServer s3;

    @Override
    public String start() throws IOException {
        dynamoDb = LocalServer.dynamoDb();
        s3 = LocalServer.s3();
        System.setProperty(
                "eventstore.it.jvm",
                String.join(
                        " ",
                        List.of(
                                "-Deventstore.storage=dynamodb",
                                "-Deventstore.dynamodb.endpoint=" + dynamoDb.endpoint(),
                                "-Deventstore.dynamodb.region=eu-central-1",
                                "-Deventstore.s3.endpoint=" + s3.endpoint(),
                                "-Deventstore.s3.region=eu-central-1",
                                "-Deventstore.s3.bucket=events",
                                "-Deventstore.s3.create-bucket=true",
                                "-Daws.accessKeyId=" + LocalServer.CREDENTIAL,
                                "-Daws.secretAccessKey=" + LocalServer.CREDENTIAL)));
        Path directory = Settings.newDirectory("dynamodb");
        String commands = Settings.shipped("dynamodb.preboot").replace("jdbc:h2:mem:unused", NO_DATABASE);
        return "--prebootcommandfile " + Files.writeString(directory.resolve("preboot"), commands);
    }

    @Override
    public void close() {
        s3.close();
        dynamoDb.close();
    }
}
