/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.stream.JsonParser;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Limits;

class BodyTextTest {

    /** A server with 512 MiB has no 64 MiB in one piece after some large requests. */
    @Test
    void a_string_that_is_too_long_takes_a_parser_no_more_memory_than_the_longest_one() {
        int[] largest = new int[1];
        Reader recorded = new FilterReader(new BodyText(new StringReader("\"" + "x".repeat(2 * Limits.JSON_BYTES)))) {
            @Override
            public int read(char[] buffer, int offset, int count) throws IOException {
                largest[0] = Math.max(largest[0], buffer.length);
                return super.read(buffer, offset, count);
            }
        };
        try (JsonParser parser = JsonText.parser(recorded)) {
            assertThatThrownBy(parser::next)
                    .isInstanceOf(InvalidEventException.class)
                    .hasMessageContaining("16777214 characters");
        }
        assertThat(largest[0]).isEqualTo(Limits.JSON_BYTES);
    }
}
