/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.it.tool.server.ApplicationDatabase;
import org.schemeless.eventstore.local.LocalAws;

/** DynamoDB Local and a real S3 API over HTTP; the server's data source leads nowhere. */
final class DynamoDbBackend implements Backend {

    private static final String NO_DATABASE = "jdbc:h2:tcp://127.0.0.1:1/none";

    private LocalAws aws;

    @Override
    public List<String> start() throws IOException {
        aws = LocalAws.start();
        Path directory = Settings.newDirectory("dynamodb");
        String commands = Settings.shipped("dynamodb.preboot").replace("jdbc:h2:mem:unused", NO_DATABASE);
        return List.of(
                "--prebootcommandfile",
                Files.writeString(directory.resolve("preboot"), commands).toString(),
                "--postbootcommandfile",
                Files.writeString(directory.resolve("postboot"), ApplicationDatabase.PAYARA)
                        .toString());
    }

    @Override
    public Map<String, String> properties() {
        return aws.settings();
    }

    @Override
    public void close() {
        aws.close();
    }
}
