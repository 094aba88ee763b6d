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
import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.spi.SubjectKeys;

/** Makes personal data ready: the master keys, what keys are kept in, and what is to be erased again. */
@Dependent
public class PersonalStart {

    /** So many of the first and of the last keys are looked at, to know whether the master keys are right. */
    private static final int LOOKED_AT = 20;

    private final MasterKeyRing masters;
    private final KeyCache cache;
    private final SubjectKeys keys;
    private final ErasureReplay erasures;
    private final Retries retries;
    private final FailureTranslation failures;

    @Inject
    PersonalStart(
            MasterKeyRing masters,
            KeyCache cache,
            SubjectKeys keys,
            ErasureReplay erasures,
            Retries retries,
            FailureTranslation failures) {
        this.masters = masters;
        this.cache = cache;
        this.keys = keys;
        this.erasures = erasures;
        this.retries = retries;
        this.failures = failures;
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
            masters.requireValues(retries.repeat(first -> failures.translated(this::some)));
            erasures.runAll();
        }
    }

    /** While a rotation is under way the last ones are of the new master key, and the others not all yet. */
    private List<WrappedKey> some() {
        List<WrappedKey> some = new ArrayList<>(keys.last(LOOKED_AT));
        some.addAll(keys.page(null, LOOKED_AT));
        return some;
    }
}
