/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import org.schemeless.eventstore.dynamodb.stream.Bucket;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Makes the bucket ready: creates it if it is missing and may be created, or says why it cannot be used. */
final class BucketStart {

    private final S3Client client;
    private final Bucket bucket;

    BucketStart(S3Client client, Bucket bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** @throws IllegalStateException if the bucket cannot be used, and why */
    void prepare() {
        if (!exists()) {
            create();
        }
    }

    private boolean exists() {
        try {
            client.headBucket(request -> request.bucket(bucket.name()));
            return true;
        } catch (S3Exception e) {
            switch (e.statusCode()) {
                case 404 -> {
                    if (!bucket.create()) {
                        throw unusable("it does not exist; create it, or set eventstore.s3.create-bucket=true", e);
                    }
                    return false;
                }
                case 301, 400 -> throw unusable("it is in another region; set eventstore.s3.region", e);
                case 403 -> throw unusable("access is denied (s3:ListBucket is needed), or it is another's", e);
                default -> throw e;
            }
        }
    }

    /** Another node may be creating it at this moment. */
    private void create() {
        try {
            client.createBucket(request -> request.bucket(bucket.name()));
        } catch (BucketAlreadyOwnedByYouException e) {
            // made by another node meanwhile
        }
    }

    private IllegalStateException unusable(String why, Throwable cause) {
        return Preparation.unusable(Preparation.bucket(bucket.name()), why, cause);
    }
}
