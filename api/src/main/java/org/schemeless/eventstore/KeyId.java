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

/**
 * Which key encrypts personal members. It says nothing of whose it is, and no key has the id of another one, also not
 * of an erased one of the same subject.
 *
 * @param text 1 to {@value Limits#ID} characters
 */
public record KeyId(String text) implements Serializable, Comparable<KeyId> {

    /** @throws InvalidEventException if the text is outside the limits */
    public KeyId {
        Names.required("personal.key", text, Limits.ID);
    }

    /** A fixed order over all ids. */
    @Override
    public int compareTo(KeyId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
