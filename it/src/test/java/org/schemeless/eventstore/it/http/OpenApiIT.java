/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.OpenApi;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** The API hands out the document, and every call in it is guarded. */
@HttpTest
@Tag("front")
class OpenApiIT {

    private record Operation(String method, String path) {

        boolean isImport() {
            return method.equals("POST") && path.equals("/log");
        }

        /**
         * What is done with subscriptions and projections is the administrators', as the import is, erasures and keys.
         */
        boolean isOfAdministrators() {
            return path.matches("/(erasures|keys)(/.*)?")
                    || method.equals("POST") && path.matches("/log|/(subscriptions|projections)/.*");
        }

        /** A query is a POST of a reader. */
        boolean isPostOfWriter() {
            return method.equals("POST") && !path.equals("/boundary");
        }

        /** The token of one who may do it, and no more. */
        String token() {
            if (isOfAdministrators()) {
                return Servers.ADMIN;
            }
            return isPostOfWriter() ? Servers.POSTER : Servers.READER;
        }

        /** The token of one who may do other things. */
        String wrongToken() {
            if (isOfAdministrators()) {
                return Servers.WRITER;
            }
            return isPostOfWriter() ? Servers.READER : Servers.POSTER;
        }
    }

    @Test
    void the_api_hands_out_the_document_as_it_was_written() throws IOException {
        Reply yaml = Servers.open().get("openapi.yaml", "Accept", "text/html").is(200);
        assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
        assertThat(yaml.body()).isEqualTo(Files.readString(OpenApi.FILE));
        Reply json = Servers.open().get("openapi.json").is(200);
        assertThat(json.header("Content-Type")).startsWith("application/json");
        assertThat(operations(json.object()))
                .contains(new Operation("POST", "/events"))
                .hasSize(32);
        Servers.open().get("openapi.xml").is(404);
    }

    @TestFactory
    Stream<DynamicTest> nobody_gets_in_without_a_token() {
        return forEachOperation(
                operation -> assertThat(call(operation).status()).isEqualTo(401));
    }

    @TestFactory
    Stream<DynamicTest> only_writers_post_only_readers_read_and_only_administrators_import_and_administer() {
        return forEachOperation(operation -> {
            assertThat(call(operation, "Authorization", "Bearer " + operation.wrongToken())
                            .status())
                    .isEqualTo(403);
            assertThat(call(operation, "Authorization", "Bearer unknown").status())
                    .isEqualTo(401);
            assertThat(call(operation, "Authorization", "Bearer " + operation.token())
                            .status())
                    .isNotIn(401, 403, 405);
            assertThat(call(operation, "Authorization", "Bearer " + Servers.ADMIN)
                            .status())
                    .isNotIn(401, 403, 405);
        });
    }

    private static Stream<DynamicTest> forEachOperation(Consumer<Operation> check) {
        return operations(document(Servers.guarded())).stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> check.accept(operation)));
    }

    private static JsonObject document(Store store) {
        return store.get("openapi.json", "Authorization", "Bearer " + Servers.READER)
                .is(200)
                .object();
    }

    private static List<Operation> operations(JsonObject document) {
        return document.getJsonObject("paths").entrySet().stream()
                .flatMap(path -> methods(path.getValue()).map(method -> new Operation(method, path.getKey())))
                .toList();
    }

    private static Stream<String> methods(JsonValue path) {
        return path.asJsonObject().keySet().stream()
                .filter(List.of("get", "head", "post", "put", "delete", "patch")::contains)
                .map(method -> method.toUpperCase(Locale.ROOT));
    }

    private static Reply call(Operation operation, String... headers) {
        String path = operation.path().substring(1).replace("{form}", "json").replaceAll("\\{\\w+}", "any");
        String type = operation.isImport() ? "application/x-ndjson" : "application/json";
        return operation.method().equals("POST")
                ? Servers.guarded().postAs(type, path, "{}", headers)
                : Servers.guarded().send(operation.method(), path, BodyPublishers.noBody(), headers);
    }
}
