/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a/b;c", "ü::😀#%+ ", "a b"})
    void what_was_encoded_comes_back(String text) throws CharacterCodingException {
        assertThat(PercentEncoding.decode(PercentEncoding.encode(text))).isEqualTo(text);
    }

    @Test
    void a_plus_is_a_plus() throws CharacterCodingException {
        assertThat(PercentEncoding.decode("a+b%2B")).isEqualTo("a+b+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "a%", "%+1", "%ff", "%C3", "%ED%A0%80", "ü"})
    void what_is_no_utf_8_in_percent_encoding_is_not_guessed_at(String text) {
        assertThat(PercentEncoding.isValid(text)).isFalse();
    }
}
