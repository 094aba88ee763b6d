/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Numbers by name, as the servlet of the rivals gives them: one a line, {@code name=number}. */
record Answer(Map<String, Long> numbers) {

    private static final double NANOS = 1e9;

    static Answer parse(String text) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(text));
        return new Answer(lines.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> Long.valueOf(lines.getProperty(name)))));
    }

    static String query(Map<String, ?> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(String.valueOf(parameter.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    long number(String name) {
        Long number = numbers.get(name);
        if (number == null) {
            throw new IllegalStateException("no " + name + " in " + numbers);
        }
        return number;
    }

    double eventsPerSecond() {
        return number("events") * NANOS / number("nanos");
    }

    /** Of one client. */
    double microsPerCall() {
        return number("nanos") / 1e3 / number("calls");
    }

    double triesPerCall() {
        return (double) number("tries") / number("calls");
    }
}
