/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.local.LocalServer;
import org.schemeless.eventstore.spi.MasterKey;

/** Master keys in AWS KMS: what is sent, what is bound to what, and what becomes of answers that are none. */
class KmsMasterKeysTest {

    private static final KeyId ID = new KeyId("key-1");
    private static final Subject SUBJECT = Subject.of("customer", "Annabella");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private KmsServer kms;
    private KmsMasterKeys masterKeys;
    private String arn;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        System.setProperty("aws.accessKeyId", LocalServer.CREDENTIAL);
        System.setProperty("aws.secretAccessKey", LocalServer.CREDENTIAL);
        kms = new KmsServer();
        arn = kms.key("first");
        masterKeys = masterKeys("PT0.3S");
    }

    private KmsMasterKeys masterKeys(String budget) {
        return new KmsMasterKeys(new MapConfig(new HashMap<>(Map.of(
                "eventstore.kms.endpoint",
                kms.endpoint().toString(),
                "eventstore.kms.timeout",
                "PT2M",
                "eventstore.dynamodb.connect-timeout",
                "PT2M",
                "eventstore.retry.budget",
                budget))));
    }

    @AfterEach
    void stop() {
        masterKeys.stop();
        kms.close();
    }

    private MasterKey masterKey() {
        return masterKeys.named(arn);
    }

    private WrappedKey wrapped() {
        return key(ID, SUBJECT, arn, masterKey().wrap(ID, SUBJECT, KEY));
    }

    private static WrappedKey key(KeyId id, Subject subject, String masterKey, String wrapped) {
        return new WrappedKey(id, subject, masterKey, wrapped, Instant.EPOCH);
    }

    @Test
    void a_key_is_wrapped_and_unwrapped_by_the_service() {
        WrappedKey wrapped = wrapped();

        assertThat(masterKeys.kind()).isEqualTo("kms");
        assertThat(masterKey().name()).isEqualTo(arn);
        assertThat(masterKey().unwrap(wrapped))
                .hasValueSatisfying(key -> assertThat(key).isEqualTo(KEY));
        assertThat(kms.requests()).hasSize(2);
        assertThat(wrapped.wrapped()).isNotEqualTo(wrapped().wrapped());
    }

    /** AWS writes the encryption context into its records. */
    @Test
    void the_service_is_told_the_id_of_the_key_and_not_whose_it_is() {
        masterKey().unwrap(wrapped());

        assertThat(kms.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.getString("KeyId")).isEqualTo(arn);
            assertThat(request.getJsonObject("EncryptionContext").toString())
                    .isEqualTo("{\"eventstore:key\":\"key-1\"}");
            assertThat(request.toString()).doesNotContain(SUBJECT.id());
        });
    }

    @Test
    void what_was_wrapped_for_another_id_or_subject_is_not_unwrapped() {
        WrappedKey wrapped = wrapped();

        assertThat(masterKey().unwrap(key(new KeyId("key-2"), SUBJECT, arn, wrapped.wrapped())))
                .isEmpty();
        assertThat(masterKey().unwrap(key(ID, Subject.of("customer", "Berta"), arn, wrapped.wrapped())))
                .isEmpty();
        assertThat(masterKey().unwrap(key(ID, Subject.of("employee", "Annabella"), arn, wrapped.wrapped())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "AAECAwQFBgcICQoLDA0ODw=="})
    void what_was_tampered_with_is_not_unwrapped(String ciphertext) {
        assertThat(masterKey().unwrap(key(ID, SUBJECT, arn, ciphertext))).isEmpty();
    }

    @Test
    void after_a_rotation_the_former_master_key_unwraps_what_it_has_wrapped() throws Exception {
        WrappedKey before = wrapped();
        String next = kms.key("next");
        MasterKey present = masterKeys.named(next);

        assertThat(present.unwrap(before)).isEmpty();
        byte[] key = masterKey().unwrap(before).orElseThrow();
        WrappedKey after = key(ID, SUBJECT, next, present.wrap(ID, SUBJECT, key));

        assertThat(present.unwrap(after))
                .hasValueSatisfying(same -> assertThat(same).isEqualTo(KEY));
        assertThat(masterKey().unwrap(after)).isEmpty();
        assertThat(masterKey().unwrap(key(ID, SUBJECT, arn, after.wrapped()))).isEmpty();
    }

    @Test
    void what_a_master_key_has_wrapped_that_was_deleted_is_locked_and_nothing_is_wrapped_by_it() {
        WrappedKey wrapped = wrapped();
        kms.delete(arn);

        assertThat(masterKey().unwrap(wrapped)).isEmpty();
        assertThatThrownBy(() -> masterKey().wrap(ID, SUBJECT, KEY))
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining(arn);
    }

    @ParameterizedTest
    @CsvSource({
        "500,KMSInternalException",
        "400,AccessDeniedException",
        "400,DisabledException",
        "400,KMSInvalidStateException",
        "400,ThrottlingException",
        "400,UnrecognizedClientException"
    })
    void a_master_key_that_cannot_be_had_now_is_told_and_nothing_reads_as_locked(int status, String code) {
        WrappedKey wrapped = wrapped();
        kms.refuse(status, code);

        assertThatThrownBy(() -> masterKey().unwrap(wrapped))
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining("AWS KMS cannot unwrap key-1 with the master key " + arn)
                .hasMessageNotContaining(SUBJECT.id());
        assertThatThrownBy(() -> masterKey().wrap(ID, SUBJECT, KEY))
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining("AWS KMS cannot wrap key-1 with the master key " + arn);

        kms.recover();
        assertThat(masterKey().unwrap(wrapped)).isPresent();
    }

    @Test
    void a_service_that_is_down_is_told() {
        WrappedKey wrapped = wrapped();
        kms.close();

        assertThatThrownBy(() -> masterKey().unwrap(wrapped))
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining(arn);
    }

    @Test
    void what_may_pass_is_repeated_and_a_refusal_is_not() {
        KmsMasterKeys patient = masterKeys("PT5M");
        kms.refuse(2, 400, "ThrottlingException");

        String wrapped = patient.named(arn).wrap(ID, SUBJECT, KEY);

        assertThat(kms.requests()).hasSize(3);
        kms.refuse(1, 500, "KMSInternalException");
        assertThat(patient.named(arn).unwrap(key(ID, SUBJECT, arn, wrapped))).isPresent();
        assertThat(kms.requests()).hasSize(5);
        kms.refuse(400, "AccessDeniedException");
        assertThatThrownBy(() -> patient.named(arn).wrap(ID, SUBJECT, KEY))
                .isInstanceOf(EventStoreUnavailableException.class);
        assertThat(kms.requests()).hasSize(6);
        patient.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alias/mine",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                "arn:aws:kms:eu-central-1:111122223333:alias/mine",
                "arn:aws:s3:::bucket"
            })
    void what_is_no_arn_of_a_key_is_told(String which) {
        assertThatThrownBy(() -> masterKeys.named(which))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"kms:" + which + "\"")
                .hasMessageContaining("arn:aws:kms:");
    }
}
