/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * The key of a subject as it is kept: only the master key can read it.
 *
 * @param masterKey the name of what wraps it
 * @param wrapped in Base64
 * @param created when it was made
 */
public record WrappedKey(KeyId id, Subject subject, String masterKey, String wrapped, Instant created)
        implements Serializable {

    /** @throws InvalidEventException if a member is missing or outside its limits */
    public WrappedKey {
        Objects.requireNonNull(id);
        Objects.requireNonNull(subject);
        Names.required("masterKey", masterKey, Limits.MASTER_KEY);
        if (wrapped.length() > Limits.WRAPPED_KEY || !wrapped.matches("[A-Za-z0-9+/]+={0,2}")) {
            throw new InvalidEventException(
                    "wrapped", "is not Base64, or too long", Limits.WRAPPED_KEY + " characters of Base64");
        }
        Objects.requireNonNull(created);
    }

    /** What the master key has made of the key; empty if that is no Base64, as of a key that somebody has changed. */
    public Optional<byte[]> bytes() {
        try {
            return Optional.of(Base64.getDecoder().decode(wrapped));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The id alone: for messages and logs. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
