/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.schemeless.eventstore.StreamId;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What a batch takes by plain calls of AWS's SDK: an item an event and one for its id, 25 events a transaction, one
 * transaction after the other.
 */
@ApplicationScoped
@Named("sdk")
class Sdk implements Rival {

    private static final int CHUNK = 25;
    private static final String TABLE = "eventstore";

    @Override
    public Client connect() {
        Config config = ConfigProvider.getConfig();
        DynamoDbClient client = DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .region(Region.of(config.getValue("eventstore.dynamodb.region", String.class)))
                .endpointOverride(config.getValue("eventstore.dynamodb.endpoint", URI.class))
                .build();
        return new SdkClient(client);
    }

    private record SdkClient(DynamoDbClient dynamoDb) implements Client {

        @Override
        public void append(StreamId stream, long sequence, List<String> payloads) {
            for (int from = 0; from < payloads.size(); from += CHUNK) {
                List<TransactWriteItem> items = new ArrayList<>();
                for (int i = from; i < Math.min(payloads.size(), from + CHUNK); i++) {
                    String id = UlidCreator.getMonotonicUlid().toString();
                    items.add(put("sdk:" + stream.identifier(), sequence + 1 + i, id, payloads.get(i)));
                    items.add(put("sdk:" + id, 0, stream.identifier(), ""));
                }
                dynamoDb.transactWriteItems(request -> request.transactItems(items));
            }
        }

        private static TransactWriteItem put(String partition, long sort, String other, String payload) {
            Put put = Put.builder()
                    .tableName(TABLE)
                    .item(Map.of(
                            "pk", AttributeValue.fromS(partition),
                            "sk", AttributeValue.fromN(Long.toString(sort)),
                            "i", AttributeValue.fromS(other),
                            "p", AttributeValue.fromS(payload)))
                    .conditionExpression("attribute_not_exists(pk)")
                    .build();
            return TransactWriteItem.builder().put(put).build();
        }

        @Override
        public void close() {
            dynamoDb.close();
        }
    }
}
