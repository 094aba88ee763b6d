/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bucket that keeps what does not fit in items.
 *
 * @param kmsKey absent is the account's own, with {@code aws:kms} only
 * @param timeout of one try of one request, which may carry 32 MiB
 */
public record Bucket(
        String name,
        @Nullable String region,
        @Nullable URI endpoint,
        String keyPrefix,
        boolean create,
        @Nullable String encryption,
        @Nullable String kmsKey,
        Duration timeout) {}
