/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A program without a server: what it can do without JSON-B, and how it hears of what it lacks. */
class PlainClientTest {

    private static final String JSON_B = "jakarta.json.bind.";
    private static final String YASSON = "org.eclipse.yasson.";
    private static final String JSON_P = "jakarta.json.";
    private static final String PARSSON = "org.eclipse.parsson.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {"text | {\"amount\":1.10}", "string | \"a \\\"b\\\"\"", "number | 7"})
    void text_strings_and_numbers_need_no_json_b(String task, String payload) throws Exception {
        assertThat(run(task, JSON_B, YASSON)).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"object", "map", "read"})
    void who_lacks_json_b_is_told_what_to_add(String task) throws Exception {
        assertThat(run(task, JSON_B, YASSON)).contains("JSON-B", "org.eclipse.yasson:yasson", "payloadJson");
    }

    @ParameterizedTest
    @ValueSource(strings = {"object", "map", "read"})
    void who_lacks_an_implementation_of_json_b_is_told_each_time(String task) throws Exception {
        Function<String, String> client = client(YASSON);
        assertThat(client.apply(task)).contains("JSON-B", "org.eclipse.yasson:yasson");
        assertThat(client.apply(task)).contains("JSON-B", "org.eclipse.yasson:yasson");
    }

    @Test
    void who_lacks_json_p_is_told_what_to_add() throws Exception {
        assertThat(run("text", JSON_P, YASSON, PARSSON)).contains("JSON-P", "org.eclipse.parsson:parsson");
        assertThat(run("text", PARSSON)).contains("JSON-P", "org.eclipse.parsson:parsson");
    }

    private static String run(String task, String... missing) throws Exception {
        return client(missing).apply(task);
    }

    /** Providers are looked for by the thread's class loader, as in a program that has no other. */
    @SuppressWarnings("unchecked")
    private static Function<String, String> client(String... missing) throws Exception {
        ClassLoader plain = new Plain(List.of(missing));
        Function<String, String> client = (Function<String, String>)
                plain.loadClass(PlainClient.class.getName()).getConstructor().newInstance();
        return task -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(plain);
            try {
                return client.apply(task);
            } finally {
                thread.setContextClassLoader(before);
            }
        };
    }

    /** The class path of the tests, less some of it. */
    private static final class Plain extends URLClassLoader {

        private final List<String> missing;

        Plain(List<String> missing) {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.missing = missing;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (missing.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        /** An implementation that is missing has not said that it is there. */
        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> there = new ArrayList<>(Collections.list(super.getResources(name)));
            there.removeIf(url -> missing.stream()
                    .anyMatch(prefix -> url.getPath().contains(prefix.equals(YASSON) ? "/yasson-" : "/parsson-")
                            && (prefix.equals(YASSON) || prefix.equals(PARSSON))));
            return Collections.enumeration(there);
        }

        private static URL[] classPath() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Plain::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String element) {
            try {
                return Path.of(element).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(element, e);
            }
        }
    }
}
