/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.ejb.ApplicationException;

/**
 * An id of the batch belongs to an event that is stored already and is not the same, or not in the same place, or the
 * rest of the batch is not stored; or the id of a command to another command that was carried out. Nothing was written.
 * Repeating the call fails again.
 */
@ApplicationException(rollback = true)
public class DuplicateEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String id;

    public DuplicateEventException(String id, String difference) {
        super("event id \"" + id + "\" is taken: " + difference);
        this.id = id;
    }

    private DuplicateEventException(Command command) {
        super("command \"" + command.id() + "\" of scope \"" + command.scope()
                + "\" was carried out with other content: give another command an id of its own");
        this.id = command.id();
    }

    /** The error of a command whose scope and id are those of one that was carried out with other content. */
    public static DuplicateEventException of(Command command) {
        return new DuplicateEventException(command);
    }

    /**
     * The first id of the batch, in its order, that is stored already; of a batch that is stored whole, the first whose
     * event differs or stands elsewhere. If it is the command that differs, its id.
     */
    public String getId() {
        return id;
    }
}
