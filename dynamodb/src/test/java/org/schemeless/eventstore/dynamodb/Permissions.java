/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Lets a storage do what the policy in docs/dynamodb.md allows, and nothing else. */
final class Permissions implements ExecutionInterceptor {

    private static final Set<String> TO_CREATE = Set.of("dynamodb:CreateTable", "s3:CreateBucket");
    private static final Map<String, String> NAMED_OTHERWISE = Map.of(
            "s3:HeadBucket",
            "s3:ListBucket",
            "s3:ListObjectsV2",
            "s3:ListBucket",
            "s3:HeadObject",
            "s3:GetObject",
            "dynamodb:TransactGetItems",
            "dynamodb:GetItem",
            "dynamodb:BatchExecuteStatement",
            "dynamodb:PartiQLUpdate");
    private static final Set<String> POLICY = policy();

    private final Set<String> used = ConcurrentHashMap.newKeySet();

    /** What of the policy was made use of. */
    Set<String> used() {
        return used.stream().filter(POLICY::contains).collect(Collectors.toSet());
    }

    static Set<String> policy() {
        try {
            String guide = Files.readString(Path.of("..", "docs", "dynamodb.md"));
            String policy =
                    guide.substring(guide.indexOf("```json") + 7, guide.indexOf("```\n", guide.indexOf("```json")));
            return Json.createReader(new StringReader(policy)).readObject().getJsonArray("Statement").stream()
                    .map(JsonValue::asJsonObject)
                    .map(statement -> statement.getJsonArray("Action"))
                    .flatMap(JsonArray::stream)
                    .map(action -> ((JsonString) action).getString())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String service =
                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        actions(context.request(), service + ":" + operation).forEach(action -> {
            if (!POLICY.contains(action) && !TO_CREATE.contains(action)) {
                throw new AssertionError("the policy in docs/dynamodb.md does not allow " + action);
            }
            used.add(action);
        });
    }

    private static Stream<String> actions(SdkRequest request, String operation) {
        return request instanceof TransactWriteItemsRequest transaction
                ? transaction.transactItems().stream().map(Permissions::action)
                : Stream.of(NAMED_OTHERWISE.getOrDefault(operation, operation));
    }

    private static String action(TransactWriteItem write) {
        if (write.put() != null) {
            return "dynamodb:PutItem";
        }
        if (write.update() != null) {
            return "dynamodb:UpdateItem";
        }
        return write.delete() != null ? "dynamodb:DeleteItem" : "dynamodb:ConditionCheckItem";
    }
}
