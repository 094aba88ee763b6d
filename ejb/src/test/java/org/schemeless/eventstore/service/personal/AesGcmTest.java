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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AesGcmTest {

    private static final byte[] CLEAR = "\"Straße 1\"".getBytes(StandardCharsets.UTF_8);

    private final SecretKey key = new SecretKeySpec(AesGcm.newKey(), "AES");
    private final AesGcm aes = new AesGcm();

    @Test
    void what_is_encrypted_is_decrypted_for_the_same_places_alone() {
        byte[] encrypted = aes.encrypt(key, CLEAR, "a", "bc");

        assertThat(aes.decrypt(key, encrypted, "a", "bc")).hasValue(CLEAR);
        assertThat(new AesGcm().decrypt(key, encrypted, "a", "bc")).hasValue(CLEAR);
        assertThat(aes.decrypt(key, encrypted, "ab", "c")).isEmpty();
        assertThat(aes.decrypt(key, encrypted, "a", "b", "c")).isEmpty();
        assertThat(aes.decrypt(key, encrypted, "abc")).isEmpty();
        assertThat(aes.decrypt(key, encrypted, "bc", "a")).isEmpty();
        assertThat(aes.decrypt(new SecretKeySpec(AesGcm.newKey(), "AES"), encrypted, "a", "bc"))
                .isEmpty();
        assertThat(aes.decrypt(key, aes.encrypt(key, new byte[0], "a"), "a")).hasValue(new byte[0]);
    }

    @Test
    void no_byte_of_it_can_be_another_one_and_none_be_missing() {
        byte[] encrypted = aes.encrypt(key, CLEAR, "a");

        for (int i = 0; i < encrypted.length; i++) {
            byte[] changed = encrypted.clone();
            changed[i] ^= 1;
            assertThat(aes.decrypt(key, changed, "a")).as("byte " + i).isEmpty();
            assertThat(aes.decrypt(key, Arrays.copyOf(encrypted, i), "a"))
                    .as("length " + i)
                    .isEmpty();
        }
        assertThat(aes.decrypt(key, Arrays.copyOf(encrypted, encrypted.length + 1), "a"))
                .isEmpty();
    }

    @Test
    void the_same_is_never_encrypted_alike_and_keys_are_of_256_bits() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            byte[] encrypted = aes.encrypt(key, CLEAR, "a");
            assertThat(encrypted).hasSize(12 + CLEAR.length + 16);
            nonces.add(Arrays.toString(Arrays.copyOf(encrypted, 12)));
        }

        assertThat(nonces).hasSize(1000);
        assertThat(AesGcm.newKey()).hasSize(32).isNotEqualTo(AesGcm.newKey());
    }

    /** Whoever has the key can read it without this class: nonce, ciphertext, tag; the places each after its length. */
    @Test
    void it_is_aes_gcm_as_everybody_has_it() throws GeneralSecurityException {
        byte[] encrypted = aes.encrypt(key, CLEAR, "a", "bc");

        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, Arrays.copyOf(encrypted, 12)));
        cipher.updateAAD(new byte[] {0, 0, 0, 1, 'a', 0, 0, 0, 2, 'b', 'c'});

        assertThat(cipher.doFinal(encrypted, 12, encrypted.length - 12)).isEqualTo(CLEAR);
    }
}
