/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;

/**
 * Makes of a personal member, whatever JSON it is, a JSON string that only the key can read: Base64 for URLs of what
 * {@link AesGcm} makes of the member's text. It is bound to key, event and pointer: nobody can put it elsewhere. For
 * one call in one thread.
 */
final class MemberCipher {

    private final AesGcm aes = new AesGcm();

    /** @param key whose secret is there */
    JsonText sealed(JsonText clear, SubjectKey key, String eventId, String pointer) {
        byte[] encrypted = aes.encrypt(
                Objects.requireNonNull(key.secret()),
                clear.toString().getBytes(StandardCharsets.UTF_8),
                places(key.id(), eventId, pointer));
        return JsonText.string(Base64.getUrlEncoder().withoutPadding().encodeToString(encrypted));
    }

    /**
     * @param key whose secret is there
     * @return empty if it was not sealed so
     */
    Optional<JsonText> opened(JsonText sealed, SubjectKey key, String eventId, String pointer) {
        return bytes(sealed)
                .flatMap(encrypted -> aes.decrypt(
                        Objects.requireNonNull(key.secret()), encrypted, places(key.id(), eventId, pointer)))
                .map(clear -> JsonText.stored(new String(clear, StandardCharsets.UTF_8)));
    }

    private static Optional<byte[]> bytes(JsonText sealed) {
        if (!(sealed.value() instanceof JsonString text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text.getString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String[] places(KeyId key, String eventId, String pointer) {
        return new String[] {key.text(), eventId, pointer};
    }
}
