/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalMembers.Form;
import org.schemeless.eventstore.Subject;

/**
 * A key of a subject as a call has it, and not longer than the call.
 *
 * @param subject whose it is; absent if it is gone
 * @param secret what encrypts; absent if it is gone, or cannot be unwrapped
 */
record SubjectKey(
        KeyId id, @Nullable Subject subject, @Nullable SecretKey secret) {

    static SubjectKey of(KeyId id, Subject subject, byte[] key) {
        return new SubjectKey(id, subject, new SecretKeySpec(key, "AES"));
    }

    /** One that there is no more. */
    static SubjectKey gone(KeyId id) {
        return new SubjectKey(id, null, null);
    }

    /** One that is there and that no master key at hand unwraps. */
    static SubjectKey locked(KeyId id, Subject subject) {
        return new SubjectKey(id, subject, null);
    }

    /** What members have become that it encrypts. */
    Form form() {
        if (secret != null) {
            return Form.CLEAR;
        }
        return subject == null ? Form.ERASED : Form.LOCKED;
    }

    @Override
    public String toString() {
        return "key " + id;
    }
}
