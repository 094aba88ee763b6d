/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.io.IOException;
import java.net.URI;
import org.schemeless.eventstore.local.LocalServer;

/** The servers all tests share; each test has a table and a bucket of its own. */
final class Servers {

    private static LocalServer dynamoDb;
    private static LocalServer s3;

    private Servers() {}

    static synchronized URI dynamoDb() throws IOException {
        credentials();
        if (dynamoDb == null) {
            dynamoDb = LocalServer.dynamoDb();
        }
        return dynamoDb.endpoint();
    }

    static synchronized URI s3() throws IOException {
        credentials();
        if (s3 == null) {
            s3 = LocalServer.s3();
        }
        return s3.endpoint();
    }

    /** For the default chain. */
    private static void credentials() {
        System.setProperty("aws.accessKeyId", LocalServer.CREDENTIAL);
        System.setProperty("aws.secretAccessKey", LocalServer.CREDENTIAL);
    }
}
