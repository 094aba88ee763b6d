/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.welcome;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The forms of the answer, and which of them a client wants: one that wants none of them gets text, not an error. */
enum Form {
    TEXT("text/plain"),
    HTML("text/html"),
    JSON("application/json");

    private static final Pattern QUALITY = Pattern.compile(";\\s*q=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*(?:;|$)");

    private final String mediaType;

    Form(String mediaType) {
        this.mediaType = mediaType;
    }

    String contentType() {
        return this == JSON ? mediaType : mediaType + ";charset=UTF-8";
    }

    /** The one that is named with the highest quality; of several the first that is named. */
    static Form preferred(String accept) {
        return Arrays.stream(accept.toLowerCase(Locale.ROOT).split(","))
                .filter(range -> quality(range) > 0)
                .sorted(Comparator.comparingDouble(Form::quality).reversed())
                .flatMap(Form::of)
                .findFirst()
                .orElse(TEXT);
    }

    private static Stream<Form> of(String range) {
        String name = range.split(";", 2)[0].strip();
        return Arrays.stream(values()).filter(form -> form.mediaType.equals(name));
    }

    private static double quality(String range) {
        Matcher quality = QUALITY.matcher(range.strip());
        return quality.find() ? Double.parseDouble(quality.group(1)) : 1;
    }
}
