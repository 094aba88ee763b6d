/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.util.Optional;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;

/** A key that wraps the keys of subjects, so that whoever has these alone can read nothing. */
public interface MasterKey {

    /**
     * Its name, 1 to {@value org.schemeless.eventstore.Limits#MASTER_KEY} characters: the same for ever, and another
     * one than any other master key has. It tells no secret.
     */
    String name();

    /**
     * Wraps a key, bound to its id and its subject.
     *
     * @return in Base64
     * @throws org.schemeless.eventstore.EventStoreUnavailableException if the master key cannot be had now
     */
    String wrap(KeyId id, Subject subject, byte[] key);

    /**
     * Unwraps a key.
     *
     * @return empty if this master key has not wrapped it, or not as it is
     * @throws org.schemeless.eventstore.EventStoreUnavailableException if the master key cannot be had now
     */
    Optional<byte[]> unwrap(WrappedKey wrapped);
}
