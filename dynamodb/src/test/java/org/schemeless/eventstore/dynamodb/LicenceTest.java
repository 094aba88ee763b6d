/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.local.LocalServer;

/** DynamoDB Local has terms of its own: whoever comes to start it is told which. */
class LicenceTest {

    private static final String LICENCE = "Amazon DynamoDB Local License Agreement";

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "docs/dynamodb.md"})
    void is_named_in_the_documents(String document) throws Exception {
        assertThat(Files.readString(Path.of("..", document))).contains(LICENCE);
    }

    @Test
    void is_named_by_the_start_command() throws Exception {
        assertThat(LocalServer.DYNAMODB_LICENCE).contains(LICENCE, "AWS account");
        assertThat(Files.readString(Path.of("../start/src/main/java/org/schemeless/eventstore/start/Storage.java")))
                .contains("System.out.println(LocalServer.DYNAMODB_LICENCE)");
    }
}
