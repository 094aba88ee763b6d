/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is one, and describes the resources that there are. */
class OpenApiTest {

    @Test
    void the_document_is_valid() throws IOException {
        SwaggerParseResult result = parsed();
        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getOpenapi()).startsWith("3.0");
    }

    @Test
    void each_operation_is_a_resource_method_and_the_other_way_round() throws IOException {
        List<String> methods = operations("", RootResource.class).toList();
        assertThat(withoutHead(described(parsed().getOpenAPI())))
                .containsExactlyInAnyOrderElementsOf(withoutHead(methods));
    }

    /** A method for GET answers HEAD, too. */
    private static Set<String> withoutHead(List<String> operations) {
        return operations.stream()
                .filter(operation -> !operations.contains(operation.replaceFirst("^HEAD ", "GET "))
                        || !operation.startsWith("HEAD "))
                .collect(Collectors.toSet());
    }

    @Test
    void each_operation_tells_of_its_errors() throws IOException {
        parsed().getOpenAPI().getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> {
                    assertThat(operation.getOperationId()).isNotBlank();
                    assertThat(operation.getSummary()).isNotBlank();
                    assertThat(operation.getResponses()).containsKeys("200", "default");
                });
    }

    @Test
    void each_error_shows_an_example_of_its_own_status() throws IOException {
        OpenAPI document = parsed().getOpenAPI();
        Map<String, ApiResponse> responses = document.getComponents().getResponses();
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> operation.getResponses().entrySet().stream())
                .filter(response -> !response.getKey().matches("[23].."))
                .forEach(response -> {
                    String reference = response.getValue().get$ref();
                    ApiResponse error = reference == null
                            ? response.getValue()
                            : responses.get(reference.substring(reference.lastIndexOf('/') + 1));
                    assertThat(examples(document, error.getContent().get("application/problem+json")))
                            .isNotEmpty()
                            .allSatisfy(example -> {
                                assertThat(example.fieldNames())
                                        .toIterable()
                                        .contains("type", "title", "status", "detail");
                                assertThat(response.getKey())
                                        .isIn("default", example.get("status").asText());
                            });
                });
    }

    /** What generators of clients and servers stumble over: openapi-generator over the one, Payara 7 over the other. */
    @Test
    void nothing_is_one_of_several_and_no_additional_properties_are_a_boolean() throws IOException {
        assertThat(text("/META-INF/openapi.yaml")).doesNotContain("oneOf:", "anyOf:", "additionalProperties: ");
    }

    @Test
    void the_document_in_json_is_the_same() throws IOException {
        OpenAPI json = new OpenAPIV3Parser()
                .readContents(text("/org/schemeless/eventstore/web/operation/openapi.json"))
                .getOpenAPI();
        assertThat(json).isEqualTo(parsed().getOpenAPI());
        assertThat(text("/org/schemeless/eventstore/web/operation/openapi.yaml"))
                .isEqualTo(text("/META-INF/openapi.yaml"));
    }

    private static List<JsonNode> examples(OpenAPI document, MediaType content) {
        Stream<Object> values = content.getExamples() == null
                ? Stream.of(content.getExample())
                : content.getExamples().values().stream()
                        .map(example -> example.get$ref() == null
                                ? example.getValue()
                                : document.getComponents()
                                        .getExamples()
                                        .get(example.get$ref()
                                                .substring(example.get$ref().lastIndexOf('/') + 1))
                                        .getValue());
        return values.map(value -> new ObjectMapper().<JsonNode>valueToTree(value))
                .toList();
    }

    private static SwaggerParseResult parsed() throws IOException {
        return new OpenAPIV3Parser().readContents(text("/META-INF/openapi.yaml"));
    }

    private static String text(String resource) throws IOException {
        try (InputStream document = OpenApiTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(document).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> described(OpenAPI document) {
        return document.getPaths().entrySet().stream()
                .flatMap(path -> path.getValue().readOperationsMap().keySet().stream()
                        .map(method -> method + " " + path.getKey()))
                .toList();
    }

    /** The methods of a resource, and those of the resources it leads to. */
    private static Stream<String> operations(String path, Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .flatMap(method -> operations(path + pathOf(method), method));
    }

    private static Stream<String> operations(String path, Method method) {
        List<String> httpMethods = Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .toList();
        boolean leadsOn = httpMethods.isEmpty() && method.isAnnotationPresent(Path.class);
        return leadsOn
                ? operations(path, method.getReturnType())
                : httpMethods.stream().map(name -> name + " " + path);
    }

    private static String pathOf(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : "/" + path.value().replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }
}
