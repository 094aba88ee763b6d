/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.schemeless.eventstore.spi.SubjectKeys;

/** Makes personal data ready: the master keys, what keys are kept in, and what is to be erased again. */
@Dependent
public class PersonalStart {

    private final MasterKeyRing masters;
    private final KeyCache cache;
    private final SubjectKeys keys;
    private final ErasureReplay erasures;

    @Inject
    PersonalStart(MasterKeyRing masters, KeyCache cache, SubjectKeys keys, ErasureReplay erasures) {
        this.masters = masters;
        this.cache = cache;
        this.keys = keys;
        this.erasures = erasures;
    }

    /**
     * Called when the storage is ready, outside of a transaction.
     *
     * @throws IllegalStateException if the settings are wrong, or keys cannot be kept, with a message for the
     *     administrator
     */
    public void start() {
        masters.start();
        cache.start(PersonalSettings.cacheTime());
        if (masters.isThere()) {
            keys.start();
            erasures.runAll();
        }
    }
}
