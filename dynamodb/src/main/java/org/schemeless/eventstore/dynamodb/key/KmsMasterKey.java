/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.spi.MasterKey;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * A master key that never leaves AWS KMS, which is asked for each key that is wrapped or unwrapped. What is wrapped is
 * bound to the key's id by the encryption context, which AWS writes into its records; to the subject by a digest that
 * is encrypted beside the key, since no record is to have that.
 */
public final class KmsMasterKey implements MasterKey {

    private static final String KEY = "eventstore:key";
    private static final int DIGEST = 43;

    private final KmsClient client;
    private final String arn;
    private final RequestRetries retries;

    public KmsMasterKey(KmsClient client, String arn, RequestRetries retries) {
        this.client = client;
        this.arn = arn;
        this.retries = retries;
    }

    @Override
    public String name() {
        return arn;
    }

    @Override
    public String wrap(KeyId id, Subject subject, byte[] key) {
        byte[] digest = digest(subject);
        byte[] both = ByteBuffer.allocate(digest.length + key.length)
                .put(digest)
                .put(key)
                .array();
        try {
            SdkBytes wrapped = answered(
                    "wrap " + id,
                    () -> client.encrypt(request -> request.keyId(arn)
                                    .plaintext(SdkBytes.fromByteArray(both))
                                    .encryptionContext(context(id)))
                            .ciphertextBlob());
            return Base64.getEncoder().encodeToString(wrapped.asByteArrayUnsafe());
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    @Override
    public Optional<byte[]> unwrap(WrappedKey wrapped) {
        if (!arn.equals(wrapped.masterKey())) {
            return Optional.empty();
        }
        return wrapped.bytes()
                .map(SdkBytes::fromByteArray)
                .flatMap(ciphertext -> answered("unwrap " + wrapped.id(), () -> decrypted(ciphertext, wrapped.id())))
                .flatMap(both -> key(both.asByteArray(), wrapped.subject()));
    }

    /** Empty if it is not what this master key has made of a key with this id, or the master key is no more. */
    private Optional<SdkBytes> decrypted(SdkBytes ciphertext, KeyId id) {
        try {
            return Optional.of(client.decrypt(request ->
                            request.keyId(arn).ciphertextBlob(ciphertext).encryptionContext(context(id)))
                    .plaintext());
        } catch (InvalidCiphertextException | IncorrectKeyException | NotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> key(byte[] both, Subject subject) {
        try {
            boolean isOfSubject = both.length > DIGEST && Arrays.equals(digest(subject), Arrays.copyOf(both, DIGEST));
            return isOfSubject ? Optional.of(Arrays.copyOfRange(both, DIGEST, both.length)) : Optional.empty();
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    private static byte[] digest(Subject subject) {
        return Keys.digest(KeyItem.text(subject)).getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, String> context(KeyId id) {
        return Map.of(KEY, id.text());
    }

    private <T> T answered(String what, Supplier<T> request) {
        try {
            return retries.repeat(request);
        } catch (SdkException | EventStoreUnavailableException | OutcomeUnknownException e) {
            throw new EventStoreUnavailableException(
                    "AWS KMS cannot " + what + " with the master key " + arn + ": " + e.getMessage(), e);
        }
    }
}
