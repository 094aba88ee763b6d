/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The clients, made once, over one pool of connections. Credentials come from the SDK's default chain. */
public record Clients(DynamoDbClient dynamoDb, S3Client s3, SdkHttpClient http) implements AutoCloseable {

    /** Connections for each of several appends that run at the same time. */
    private static final int CONNECTIONS_PER_WIDTH = 8;

    /** @param interceptors see every request and answer */
    public static Clients of(Settings settings, ExecutionInterceptor... interceptors) {
        SdkHttpClient http = Apache5HttpClient.builder()
                .maxConnections(settings.parallelism() * CONNECTIONS_PER_WIDTH)
                .connectionTimeout(settings.connectTimeout())
                .socketTimeout(settings.bucket().timeout())
                .build();
        var dynamoDb = DynamoDbClient.builder()
                .httpClient(http)
                .overrideConfiguration(overrides(settings.timeout(), interceptors));
        place(dynamoDb, settings.table().region(), settings.table().endpoint());
        var s3 = S3Client.builder()
                .httpClient(http)
                .overrideConfiguration(overrides(settings.bucket().timeout(), interceptors))
                // our own digest is kept in the item and checked at every read
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .forcePathStyle(settings.bucket().endpoint() != null);
        place(s3, settings.bucket().region(), settings.bucket().endpoint());
        return new Clients(dynamoDb.build(), s3.build(), http);
    }

    /** The client of AWS KMS in a region, which has connections of its own: keys are few. */
    public static KmsClient kms(Settings.Kms settings, String region) {
        var kms = KmsClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(settings.connectTimeout())
                        .socketTimeout(settings.timeout()))
                .overrideConfiguration(overrides(settings.timeout()));
        place(kms, region, settings.endpoint());
        return kms.build();
    }

    private static ClientOverrideConfiguration overrides(Duration timeout, ExecutionInterceptor... interceptors) {
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(timeout);
        for (ExecutionInterceptor interceptor : interceptors) {
            overrides.addExecutionInterceptor(interceptor);
        }
        return overrides.build();
    }

    private static void place(AwsClientBuilder<?, ?> client, @Nullable String region, @Nullable URI endpoint) {
        if (region != null) {
            client.region(Region.of(region));
        }
        if (endpoint != null) {
            client.endpointOverride(endpoint);
        }
    }

    @Override
    public void close() {
        dynamoDb.close();
        s3.close();
        http.close();
    }
}
