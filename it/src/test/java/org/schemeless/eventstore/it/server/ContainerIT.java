/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.Driver;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.Directories;
import org.schemeless.eventstore.it.tool.server.Guard;
import org.schemeless.eventstore.it.tool.server.Jar;
import org.schemeless.eventstore.it.tool.server.ServerKind;
import org.schemeless.eventstore.it.tool.server.ServerProcess;
import org.schemeless.eventstore.it.tool.server.SqlDatabase;
import org.schemeless.eventstore.local.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What src/main/container has for engines of containers, without an engine: read, and its command run on its files. */
class ContainerIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FOLDER = PROJECT.resolve("src/main/container");
    private static final String STREAM = "/eventstore/api/streams/a/b/events";

    /** What is made before the image, and where the tests have it. */
    private static final Map<String, Path> MADE = Map.of(
            "target/container/payara-micro.jar", Path.of("target", "payara-micro.jar"),
            "target/container/eventstore.war", Path.of("target", "without-dynamodb", "eventstore.war"),
            "target/container/mysql-connector-j.jar", Jar.of(Driver.class));

    private record Instruction(String name, String rest) {}

    @Test
    void the_image_has_a_tag_a_user_without_rights_and_files_that_are_there() {
        List<Instruction> instructions = instructions();

        assertThat(instructions.get(0).name()).isEqualTo("FROM");
        assertThat(instructions.get(0).rest())
                .matches("[a-z.]+/[a-z/-]+:[0-9a-z.-]+")
                .doesNotContain("latest");
        assertThat(instructions)
                .extracting(Instruction::name)
                .isSubsetOf(Set.of("FROM", "WORKDIR", "COPY", "USER", "EXPOSE", "ENTRYPOINT"));
        assertThat(only("USER")).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(only("EXPOSE")).isEqualTo("8080");
        assertThat(copied()).allSatisfy(source -> assertThat(pathOf(source)).isRegularFile());
    }

    @Test
    void its_command_starts_the_store_which_asks_who_calls() throws Exception {
        Path directory = Directories.fresh("container");
        for (String source : copied()) {
            Files.copy(pathOf(source), directory.resolve(Path.of(source).getFileName()));
        }
        Path settings = directory.resolve("container.preboot");
        Files.writeString(settings, Files.readString(settings).replace("0.0.0.0", "127.0.0.1"));
        int port = Ports.free();
        ServerProcess process = ServerProcess.start(
                command(directory, port),
                environment(),
                directory,
                directory.resolveSibling(directory.getFileName() + ".log"));
        try {
            process.awaitReady(() -> process.log().contains(") ready in "));

            assertThat(status(port, "")).isEqualTo(401);
            assertThat(status(port, "Bearer " + Guard.READER)).isEqualTo(200);
        } finally {
            process.kill();
            Directories.delete(directory);
        }
    }

    private static List<String> command(Path directory, int port) {
        List<String> words = new ArrayList<>();
        try (JsonReader reader = Json.createReader(new StringReader(only("ENTRYPOINT")))) {
            reader.readArray().getValuesAs(JsonString.class).forEach(word -> words.add(word.getString()));
        }
        words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.replaceAll(
                word -> word.replace("/tmp/payara", directory.resolve("root").toString()));
        words.addAll(List.of("--port", Integer.toString(port)));
        return words;
    }

    private static Map<String, String> environment() {
        SqlDatabase database = SqlDatabase.of(DatabaseKind.MYSQL);
        Map<String, String> environment = new HashMap<>(Guard.settings());
        environment.put("EVENTSTORE_DB_URL", database.jdbcUrl());
        environment.put("EVENTSTORE_DB_USER", database.user());
        environment.put("EVENTSTORE_DB_PASSWORD", database.password());
        environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        return environment;
    }

    private static int status(int port, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + STREAM));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return Http11.client()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void the_compose_file_builds_it_and_gives_it_what_its_settings_ask_for() {
        JsonNode services = new YAMLMapper()
                .readTree(ServerKind.read(FOLDER.resolve("compose.yaml")))
                .get("services");
        JsonNode store = services.get("eventstore");
        JsonNode build = store.get("build");

        assertThat(FOLDER.resolve(build.get("context").asString())
                        .resolve(build.get("dockerfile").asString())
                        .normalize())
                .isEqualTo(FOLDER.resolve("Containerfile"));
        Matcher asked = Pattern.compile("\\$\\{ENV=(\\w+)}")
                .matcher(ServerKind.read(ServerKind.shipped("payara/mysql.postboot")));
        assertThat(asked.results().map(found -> found.group(1)).toList())
                .isNotEmpty()
                .allMatch(name -> store.get("environment").has(name));
        assertThat(store.get("environment").get("EVENTSTORE_HTTP_TOKENS").asString())
                .contains(":?");
        assertThat(store.get("ports").get(0).asString()).startsWith("127.0.0.1:");
        assertThat(store.get("read_only").asBoolean()).isTrue();
        assertThat(services.get("mysql").has("ports")).isFalse();
        assertThat(services.get("mysql").has("healthcheck")).isTrue();
    }

    @Test
    void the_probes_for_kubernetes_ask_for_health() {
        String guide = ServerKind.read(PROJECT.resolve("docs/operating.md"));
        Matcher block =
                Pattern.compile("```yaml\\n(containers:.*?)```", Pattern.DOTALL).matcher(guide);
        assertThat(block.find()).isTrue();
        JsonNode container =
                new YAMLMapper().readTree(block.group(1)).get("containers").get(0);

        assertThat(Set.of("startupProbe", "livenessProbe", "readinessProbe")).allSatisfy(probe -> {
            JsonNode get = container.get(probe).get("httpGet");
            assertThat(get.get("path").asString())
                    .isEqualTo(probe.equals("readinessProbe") ? "/health/ready" : "/health/live");
            assertThat(get.get("port").asString()).isEqualTo(only("EXPOSE"));
        });
        assertThat(container.get("resources").get("limits").has("memory")).isTrue();
    }

    private static List<Instruction> instructions() {
        return ServerKind.read(FOLDER.resolve("Containerfile"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ", 2))
                .map(words -> new Instruction(words[0], words[1]))
                .toList();
    }

    private static String only(String name) {
        return instructions().stream()
                .filter(instruction -> instruction.name().equals(name))
                .map(Instruction::rest)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> copied() {
        return instructions().stream()
                .filter(instruction -> instruction.name().equals("COPY"))
                .flatMap(instruction -> {
                    List<String> words = List.of(instruction.rest().split(" "));
                    return words.subList(0, words.size() - 1).stream();
                })
                .toList();
    }

    private static Path pathOf(String source) {
        Path made = MADE.get(source);
        return made == null ? PROJECT.resolve(source) : made.toAbsolutePath();
    }
}
