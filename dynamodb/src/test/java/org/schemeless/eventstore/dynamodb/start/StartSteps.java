/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import java.time.Duration;
import java.util.Optional;
import org.schemeless.eventstore.dynamodb.stream.Bucket;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The steps of the start, each by itself, for tests of other packages. */
public final class StartSteps {

    private StartSteps() {}

    /** A step that is done as often as it is called for. */
    public interface Step {

        void prepare();
    }

    public static Step table(DynamoDbClient client, Settings.Table table, RequestRetries retries) {
        return new TableStart(client, table, true, retries)::prepare;
    }

    public static Step table(DynamoDbClient client, Settings.Table table, RequestRetries retries, Duration patience) {
        return new TableStart(client, table, true, retries, patience)::prepare;
    }

    public static Step bucket(S3Client client, Bucket bucket) {
        return new BucketStart(client, bucket)::prepare;
    }

    public static Step log(DynamoDbClient client, String table, boolean enabled) {
        return new FirstUse(client, table, enabled, true, Optional.empty())::prepare;
    }
}
