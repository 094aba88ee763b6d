/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import jakarta.ejb.ApplicationException;
import java.util.Set;
import java.util.TreeSet;
import org.schemeless.eventstore.KeyId;

/**
 * Nothing was written, since keys by which members of the append are encrypted are gone: they can be encrypted anew, by
 * the next key of their subject, and appended in the same transaction.
 */
@ApplicationException(rollback = false)
public class GoneKeysException extends LostRaceException {

    private static final long serialVersionUID = 1L;

    private final TreeSet<KeyId> keys;

    /** @param keys some of those that are gone, or all whose being there is not known */
    public GoneKeysException(Set<KeyId> keys) {
        super(new IllegalStateException("gone or taken away meanwhile: keys " + keys));
        this.keys = new TreeSet<>(keys);
    }

    public Set<KeyId> keys() {
        return Set.copyOf(keys);
    }
}
