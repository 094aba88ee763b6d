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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.LoggedLines;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.spi.MasterKey;
import org.schemeless.eventstore.spi.MasterKeys;

class MasterKeyRingTest {

    private static final Subject SUBJECT = Subject.of("customer", "42");
    private static final KeyId KEY = new KeyId("k1");
    private static final char[] PASSWORD = "of the key store".toCharArray();

    @RegisterExtension
    private final LoggedLines log = new LoggedLines(MasterKeyRing.class);

    private final MasterKeyRing ring = new MasterKeyRing(List.of(new NamedMasterKeys()));

    @Test
    void the_present_one_wraps_and_former_ones_unwrap() {
        byte[] secret = AesGcm.newKey();
        ring.start(Optional.of("test:A"), List.of());
        WrappedKey byA = ring.wrap(KEY, SUBJECT, secret, Instant.EPOCH);
        assertThat(byA.masterKey()).isEqualTo("test:A");

        ring.start(Optional.of("test:B"), List.of("test:A"));

        assertThat(ring.unwrap(byA)).hasValue(secret);
        WrappedKey byB = ring.wrap(KEY, SUBJECT, secret, Instant.EPOCH);
        assertThat(byB.masterKey()).isEqualTo("test:B");
        ring.start(Optional.of("test:B"), List.of());
        assertThat(ring.unwrap(byA)).isEmpty();
        assertThat(ring.unwrap(byB)).hasValue(secret);
    }

    @Test
    void a_wrapped_key_is_of_its_id_and_its_subject() {
        ring.start(Optional.of("test:A"), List.of());
        WrappedKey key = ring.wrap(KEY, SUBJECT, AesGcm.newKey(), Instant.EPOCH);

        assertThat(ring.unwrap(as(key, new KeyId("k2"), SUBJECT, key.wrapped())))
                .isEmpty();
        assertThat(ring.unwrap(as(key, KEY, Subject.of("customer", "43"), key.wrapped())))
                .isEmpty();
        assertThat(ring.unwrap(as(key, KEY, Subject.of("customer4", "2"), key.wrapped())))
                .isEmpty();
        assertThat(ring.unwrap(as(key, KEY, SUBJECT, "AAAA"))).isEmpty();
        byte[] bytes = Base64.getDecoder().decode(key.wrapped());
        bytes[20] ^= 1;
        assertThat(ring.unwrap(as(key, KEY, SUBJECT, Base64.getEncoder().encodeToString(bytes))))
                .isEmpty();
    }

    @Test
    void a_master_key_with_another_value_under_its_name_is_refused_and_the_message_says_where_it_is_named() {
        WrappedKey byA = wrapped("test:A", "test:A");
        WrappedKey byB = wrapped("test:B", "test:B");
        ring.start(Optional.of("test:B"), List.of("test:A"));

        ring.requireValues(List.of());
        ring.requireValues(List.of(byA, byB, wrapped("test:C", "test:unknown")));
        assertAnotherValue(List.of(byA, wrapped("test:C", "test:B")), "\"test:B\"", "eventstore.personal.master-key");
        assertAnotherValue(
                List.of(byB, wrapped("test:C", "test:A")), "\"test:A\"", "eventstore.personal.former-master-keys");
        assertAnotherValue(List.of(as(byB, KEY, SUBJECT, "AAAA")), "\"test:B\"", "eventstore.personal.master-key");
    }

    /** Who can write into the table locks one subject by it, and keeps no node from its start. */
    @Test
    void one_key_that_was_tampered_with_says_nothing_of_the_master_key() {
        WrappedKey byA = wrapped("test:A", "test:A");
        ring.start(Optional.of("test:A"), List.of());

        ring.requireValues(List.of(as(byA, new KeyId("k2"), SUBJECT, byA.wrapped()), byA));
    }

    @Test
    void of_a_master_key_that_cannot_be_had_now_it_is_told_that_its_value_is_not_known() {
        MasterKeyRing away = new MasterKeyRing(List.of(new AwayMasterKeys()));
        away.start(Optional.of("away:A"), List.of());

        away.requireValues(List.of(wrapped("test:A", "away:A")));

        assertThat(log.written()).singleElement().asString().contains("away:A", "is not known", "no network");
    }

    /** Master keys of a service that does not answer. */
    private static final class AwayMasterKeys implements MasterKeys {

        @Override
        public String kind() {
            return "away";
        }

        @Override
        public MasterKey named(String which) {
            return new MasterKey() {

                @Override
                public String name() {
                    return "away:" + which;
                }

                @Override
                public String wrap(KeyId id, Subject subject, byte[] key) {
                    throw new EventStoreUnavailableException("no network", null);
                }

                @Override
                public Optional<byte[]> unwrap(WrappedKey wrapped) {
                    throw new EventStoreUnavailableException("no network", null);
                }
            };
        }
    }

    private void assertAnotherValue(List<WrappedKey> kept, String... told) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> ring.requireValues(kept))
                .withMessageContainingAll(told)
                .withMessageContaining(KEY.text())
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("42"));
    }

    /** A key that one master key has wrapped, kept as one of another name. */
    private WrappedKey wrapped(String by, String name) {
        MasterKeyRing other = new MasterKeyRing(List.of(new NamedMasterKeys()));
        other.start(Optional.of(by), List.of());
        WrappedKey key = other.wrap(KEY, SUBJECT, AesGcm.newKey(), Instant.EPOCH);
        return new WrappedKey(KEY, SUBJECT, name, key.wrapped(), key.created());
    }

    private static WrappedKey as(WrappedKey key, KeyId id, Subject subject, String wrapped) {
        return new WrappedKey(id, subject, key.masterKey(), wrapped, key.created());
    }

    @Test
    void without_a_master_key_the_missing_setting_is_named() {
        ring.start(Optional.empty(), List.of());

        assertThat(ring.isThere()).isFalse();
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(ring::present)
                .withMessageContaining("eventstore.personal.master-key")
                .satisfies(error -> assertThat(error.getField()).isEqualTo("personal"));
    }

    @Test
    void settings_that_cannot_be_are_refused_and_say_which() {
        assertRefused(Optional.of("kms:x"), List.of(), "eventstore.personal.master-key", "\"kms\"", "test");
        assertRefused(Optional.of("c2VjcmV0"), List.of(), "eventstore.personal.master-key", "\"(none)\"", "test");
        assertRefused(Optional.of("test:A"), List.of("test:A"), "two master keys", "test:A");
        assertRefused(Optional.empty(), List.of("test:A"), "eventstore.personal.master-key is not");
    }

    private void assertRefused(Optional<String> present, List<String> former, String... told) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> ring.start(present, former))
                .withMessageContainingAll(told)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("c2VjcmV0"));
    }

    @Test
    void the_value_of_a_variable_is_base64_of_32_bytes() {
        String value = Base64.getEncoder().encodeToString(AesGcm.newKey());
        assertThat(EnvironmentMasterKeys.named("KEY", value + "\n").name()).isEqualTo("env:KEY");

        for (String other : List.of("", "AAAA", "no base64!", value.substring(4))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> EnvironmentMasterKeys.named("KEY", other))
                    .withMessageContainingAll("KEY", "32 bytes")
                    .satisfies(error -> assertThat(error.getMessage()).doesNotContain(value.substring(4)));
        }
    }

    @Test
    void an_alias_of_a_key_store_is_an_aes_key_of_256_bits(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("keys.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        SecretKey key = new SecretKeySpec(AesGcm.newKey(), "AES");
        store.setEntry("2026", new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(PASSWORD));
        store.setEntry(
                "short",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
                new KeyStore.PasswordProtection(PASSWORD));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }

        assertThat(KeystoreMasterKeys.secret(file.toString(), "2026", PASSWORD).getEncoded())
                .isEqualTo(key.getEncoded());
        assertNoKey(file, "short", PASSWORD, "256 bits", "short");
        assertNoKey(file, "2027", PASSWORD, "no key", "2027");
        assertNoKey(file, "2026", "wrong".toCharArray(), "keystore-password", file.toString());
        assertNoKey(directory.resolve("none"), "2026", PASSWORD, "none");
    }

    private static void assertNoKey(Path file, String alias, char[] password, String... told) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> KeystoreMasterKeys.secret(file.toString(), alias, password))
                .withMessageContainingAll(told)
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain(new String(password)));
    }
}
