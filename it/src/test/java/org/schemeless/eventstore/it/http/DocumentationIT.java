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

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schemeless.eventstore.it.tool.http.Curl;
import org.schemeless.eventstore.it.tool.http.Example;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** The examples of the documentation are what happens. */
@HttpTest
@Tag("front")
class DocumentationIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "http.md");
    private static final String ANYTHING = "…";

    @TestFactory
    Stream<DynamicTest> each_example_answers_as_it_says() {
        return Example.in(DOCUMENT).map(example -> DynamicTest.dynamicTest(example.toString(), () -> run(example)));
    }

    @Test
    void no_example_is_overlooked() throws Exception {
        long blocks = Files.readString(DOCUMENT)
                .lines()
                .filter(line -> line.startsWith("```console"))
                .count();
        assertThat(Example.in(DOCUMENT)).hasSize((int) blocks).hasSizeGreaterThan(25);
    }

    private static void run(Example shown) {
        Store store = shown.guarded() ? Servers.guarded() : Servers.open();
        Example here = shown.at(store.port());
        Example example = here.isOfTheLog() ? here.shifted(before(store)) : here;
        Reply reply =
                Curl.run(example.command(), store, (int) example.body().lines().count());
        assertThat(Integer.toString(reply.status()))
                .as(reply.body())
                .isEqualTo(example.status().substring(0, 3));
        example.headers().forEach(line -> {
            int colon = line.indexOf(':');
            assertThat(reply.header(line.substring(0, colon)))
                    .matches(pattern(line.substring(colon + 1).strip()));
        });
        if (example.body().isBlank()) {
            assertThat(reply.body()).isEmpty();
        } else if (isByLines(reply)) {
            assertSameLines(
                    example.body().lines().toList(), reply.body().lines().toList());
        } else {
            assertSame(json(example.body()), reply.json());
        }
    }

    /** How many events other tests have put in the log before those of the examples. */
    private static long before(Store store) {
        store.end();
        return store.get("events/tx-1").is(200).object().getInt("position") - 1L;
    }

    private static boolean isByLines(Reply reply) {
        String type = reply.header("Content-Type");
        return type.startsWith("application/x-ndjson") || type.startsWith("text/event-stream");
    }

    private static void assertSameLines(List<String> shown, List<String> found) {
        assertThat(found).hasSameSizeAs(shown);
        for (int i = 0; i < shown.size(); i++) {
            String expected = shown.get(i);
            String actual = found.get(i);
            int json = expected.indexOf('{');
            if (json < 0) {
                assertThat(actual).isEqualTo(expected);
            } else {
                assertThat(actual).startsWith(expected.substring(0, json));
                assertSame(json(expected.substring(json)), json(actual.substring(json)));
            }
        }
    }

    private static void assertSame(JsonValue shown, JsonValue found) {
        if (shown instanceof JsonObject object) {
            JsonObject actual =
                    object.containsKey("position") ? found.asJsonObject() : withoutPosition(found.asJsonObject());
            assertThat(actual.keySet()).isEqualTo(object.keySet());
            object.forEach((name, value) -> assertSame(value, actual.get(name)));
        } else if (shown instanceof JsonArray array) {
            List<JsonValue> elements = found.asJsonArray();
            assertThat(elements).hasSameSizeAs(array);
            for (int i = 0; i < array.size(); i++) {
                assertSame(array.get(i), elements.get(i));
            }
        } else if (shown instanceof JsonString text) {
            assertThat(((JsonString) found).getString()).matches(pattern(text.getString()));
        } else {
            assertThat(found).hasToString(shown.toString());
        }
    }

    /** An event has its position some time after it is stored; most examples are of the time before. */
    private static JsonObject withoutPosition(JsonObject event) {
        return Json.createObjectBuilder(event).remove("position").build();
    }

    private static Pattern pattern(String shown) {
        return Pattern.compile(Pattern.quote(shown).replace(ANYTHING, "\\E.*\\Q"), Pattern.DOTALL);
    }

    private static JsonValue json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
