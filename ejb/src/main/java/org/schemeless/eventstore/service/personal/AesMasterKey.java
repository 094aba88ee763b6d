/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.spi.MasterKey;

/** A master key that this process has itself. */
final class AesMasterKey implements MasterKey {

    private final String name;
    private final SecretKey secret;

    /** @param secret an AES key of 256 bits */
    AesMasterKey(String name, SecretKey secret) {
        this.name = name;
        this.secret = secret;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String wrap(KeyId id, Subject subject, byte[] key) {
        return Base64.getEncoder().encodeToString(new AesGcm().encrypt(secret, key, places(id, subject)));
    }

    @Override
    public Optional<byte[]> unwrap(WrappedKey wrapped) {
        return wrapped.bytes()
                .flatMap(bytes -> new AesGcm().decrypt(secret, bytes, places(wrapped.id(), wrapped.subject())))
                .filter(key -> key.length == AesGcm.KEY);
    }

    private static String[] places(KeyId id, Subject subject) {
        return new String[] {id.text(), subject.type(), subject.id()};
    }
}
