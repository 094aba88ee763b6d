/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.start;

import java.io.IOException;
import java.util.Map;
import org.schemeless.eventstore.local.LocalAws;
import org.schemeless.eventstore.local.LocalServer;

/**
 * What the started store keeps its events in.
 *
 * @param application the WAR: what a database does not need is not there, since the server looks through all of it
 * @param commands the file with which the server is configured
 * @param settings of the store, as system properties
 * @param place as the user is told
 */
record Storage(String application, String commands, Map<String, String> settings, String place) {

    /** Starts what the storage of this name needs, which ends with this process. */
    static Storage start(String name) throws IOException {
        return switch (name) {
            case "h2" -> new Storage("h2/eventstore.war", "h2.preboot", Map.of(), "./data");
            case "dynamodb" -> {
                System.out.println(LocalServer.DYNAMODB_LICENCE);
                yield new Storage(
                        "dynamodb/eventstore.war",
                        "dynamodb.preboot",
                        LocalAws.start().settings(),
                        "DynamoDB Local and s3proxy, until it ends");
            }
            default -> throw new IllegalArgumentException("storage is \"" + name + "\"; allowed: h2, dynamodb");
        };
    }
}
