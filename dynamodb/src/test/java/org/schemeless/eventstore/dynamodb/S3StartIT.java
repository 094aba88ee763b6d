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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.dynamodb.start.StartSteps;
import org.schemeless.eventstore.dynamodb.stream.Bucket;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;

/** The start makes the bucket ready, or says what is wrong. */
class S3StartIT extends BeforeStart {

    @Test
    void a_missing_bucket_that_may_not_be_created_is_told() {
        assertThatThrownBy(() -> bucketStart(false).prepare())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("eventstore.s3.create-bucket=true");
    }

    @Test
    void missing_permission_for_the_bucket_is_told() {
        store.requests.before((request, n) -> {
            if (request instanceof HeadBucketRequest) {
                throw Faults.accessDenied();
            }
        });

        assertThatThrownBy(store::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "cannot use the bucket " + store.settings.bucket().name())
                .hasMessageContaining("access is denied");
        assertThat(store.requests.count("HeadBucket")).isEqualTo(1);
    }

    private StartSteps.Step bucketStart(boolean create) {
        return StartSteps.bucket(
                store.clients.s3(), new Bucket(name, null, null, "", create, null, null, Duration.ofSeconds(60)));
    }
}
