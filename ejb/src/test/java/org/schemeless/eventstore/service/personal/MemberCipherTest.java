/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;

class MemberCipherTest {

    private static final Subject SUBJECT = Subject.of("customer", "42");

    private final byte[] secret = AesGcm.newKey();
    private final SubjectKey key = SubjectKey.of(new KeyId("k1"), SUBJECT, secret);
    private final MemberCipher cipher = new MemberCipher();

    @ParameterizedTest
    @ValueSource(strings = {"\"Straße \uD83D\uDE00\"", "1.10", "null", "true", "\"\"", "{\"b\":[1,2],\"a\":{}}"})
    void any_json_becomes_a_string_and_what_it_was(String json) {
        JsonText clear = JsonText.parse(json);

        JsonText sealed = cipher.sealed(clear, key, "e1", "/street");

        assertThat(sealed.toString()).matches("\"[A-Za-z0-9_-]+\"");
        assertThat(cipher.opened(sealed, key, "e1", "/street")).contains(clear);
    }

    @Test
    void it_is_of_its_key_its_event_and_its_pointer() {
        JsonText sealed = cipher.sealed(JsonText.parse("1"), key, "e1", "/street");

        assertThat(cipher.opened(sealed, key, "e2", "/street")).isEmpty();
        assertThat(cipher.opened(sealed, key, "e1", "/city")).isEmpty();
        assertThat(cipher.opened(sealed, SubjectKey.of(new KeyId("k2"), SUBJECT, secret), "e1", "/street"))
                .isEmpty();
        assertThat(cipher.opened(sealed, SubjectKey.of(key.id(), SUBJECT, AesGcm.newKey()), "e1", "/street"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "\"\"", "\"not base64 ()\"", "\"AAAA\"", "{}"})
    void what_was_never_sealed_is_not_opened(String json) {
        assertThat(cipher.opened(JsonText.parse(json), key, "e1", "/street")).isEmpty();
    }
}
