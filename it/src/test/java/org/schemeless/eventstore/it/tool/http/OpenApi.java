/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.schemeless.eventstore.Limits;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document, which every answer that the tests get is held against. */
public final class OpenApi {

    public static final Path FILE = Path.of("..", "web", "src", "main", "resources", "META-INF", "openapi.yaml");
    private static final String API = "/eventstore/api";

    static {
        // an event may be as deep by itself as the library lets the whole answer be
        StreamReadConstraints.overrideDefaultStreamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(2 * Limits.JSON_DEPTH)
                .build());
    }

    private static final String TEXT = read();
    private static final JsonNode DOCUMENT = new YAMLMapper().readTree(TEXT);
    private static final String ID = "https://eventstore.test/openapi.yaml";
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDialect(Dialects.getOpenApi30(), registry -> registry.schemas(Map.of(ID, TEXT)));

    private OpenApi() {}

    private static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fails unless status, media type and body are what the document says of this call. Of calls it does not have it
     * says nothing.
     */
    static void check(HttpResponse<?> response, String body) {
        operation(response.request()).ifPresent(operation -> {
            String status = Integer.toString(response.statusCode());
            String answer = resolved(
                    DOCUMENT.at(operation + "/responses").has(status)
                            ? operation + "/responses/" + status
                            : operation + "/responses/default");
            JsonNode contents = DOCUMENT.at(answer + "/content");
            if (!body.isEmpty() || !contents.isMissingNode() && !isHead(response)) {
                String type = mediaType(response);
                assertThat(contents.propertyNames())
                        .as("media types of %s in the document; status %s, body: %s", answer, status, body)
                        .contains(type);
                if (type.matches(".*[/+]json")) { // not lines of JSON
                    checkBody(answer + "/content/" + escaped(type) + "/schema", body);
                }
            }
        });
    }

    private static void checkBody(String schema, String body) {
        assertThat(SCHEMAS.getSchema(SchemaLocation.of(ID + "#" + schema)).validate(body, InputFormat.JSON))
                .as("what the document says at %s of the body %s", schema, body)
                .isEmpty();
    }

    /** Where the document has this call, if it does. */
    private static Optional<String> operation(HttpRequest request) {
        String method = request.method().toLowerCase(Locale.ROOT);
        String path = request.uri().getRawPath();
        return DOCUMENT.at("/paths").propertyNames().stream()
                .filter(template -> path.matches(API + template.replaceAll("\\{\\w+}", "[^/]+")))
                .map(template -> "/paths/" + escaped(template) + "/" + method)
                .filter(operation -> !DOCUMENT.at(operation).isMissingNode())
                .findFirst();
    }

    private static boolean isHead(HttpResponse<?> response) {
        return response.request().method().equals("HEAD");
    }

    private static String mediaType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("none").replaceFirst(" *;.*", "");
    }

    /** The place itself, or the one it refers to. */
    private static String resolved(String pointer) {
        return DOCUMENT.at(pointer).path("$ref").asString("#" + pointer).substring(1);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
