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
 * A person, or whoever else personal data are about. Each has a key of its own, by which the personal members of events
 * are encrypted, and loses it when it is erased ({@link PersonalData}). It is kept with the key alone, and goes with
 * it; names of streams and tags are kept in the clear for ever, so that they are not to tell who somebody is.
 *
 * @param type 1 to {@value Limits#SUBJECT_TYPE} characters: the kind, such as customer
 * @param id 1 to {@value Limits#SUBJECT_ID} characters: which of them
 */
public record Subject(String type, String id) implements Serializable {

    /** @throws InvalidEventException if type or id is outside the limits */
    public Subject {
        Names.required("personal.subject.type", type, Limits.SUBJECT_TYPE);
        Names.required("personal.subject.id", id, Limits.SUBJECT_ID);
    }

    /**
     * The subject of this type and id.
     *
     * @throws InvalidEventException if type or id is outside the limits
     */
    public static Subject of(String type, String id) {
        return new Subject(type, id);
    }

    /** The type alone, for messages and logs: the id may be personal itself. */
    @Override
    public String toString() {
        return "a subject of type \"" + type + "\"";
    }
}
