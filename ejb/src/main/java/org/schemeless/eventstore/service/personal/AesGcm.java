/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM of the JDK: what it encrypts is a fresh random nonce, the ciphertext and the tag. It is bound to where it
 * belongs: to decrypt takes the same places, in the same order. One object is for one thread, and is not kept: it
 * remembers the key it was used with last.
 */
final class AesGcm {

    /** Bytes of a key. */
    static final int KEY = 32;

    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Cipher cipher;

    AesGcm() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    /** A new random key. */
    static byte[] newKey() {
        return random(KEY);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    byte[] encrypt(SecretKey key, byte[] clear, String... places) {
        byte[] nonce = random(NONCE);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
            cipher.updateAAD(bytes(places));
            byte[] encrypted = new byte[NONCE + clear.length + TAG];
            System.arraycopy(nonce, 0, encrypted, 0, NONCE);
            cipher.doFinal(clear, 0, clear.length, encrypted, NONCE);
            return encrypted;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of " + KEY + " bytes is none for AES-GCM here", e);
        }
    }

    /** @return empty if it was not encrypted so, by this key for these places */
    Optional<byte[]> decrypt(SecretKey key, byte[] encrypted, String... places) {
        if (encrypted.length < NONCE + TAG) {
            return Optional.empty();
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, encrypted, 0, NONCE));
            cipher.updateAAD(bytes(places));
            return Optional.of(cipher.doFinal(encrypted, NONCE, encrypted.length - NONCE));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of " + KEY + " bytes is none for AES-GCM here", e);
        }
    }

    /** Each with its length before it, so that no two lists of places are the same bytes. */
    private static byte[] bytes(String... places) {
        byte[][] texts = new byte[places.length][];
        int length = 0;
        for (int i = 0; i < places.length; i++) {
            texts[i] = places[i].getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + texts[i].length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] text : texts) {
            all.putInt(text.length).put(text);
        }
        return all.array();
    }
}
