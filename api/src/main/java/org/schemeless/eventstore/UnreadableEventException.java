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
import org.jspecify.annotations.Nullable;

/**
 * An event is stored, but a part of it that is kept elsewhere is lost or damaged, or the classes of the application
 * that reads it cannot take it. Repeating the call fails again; other events can be read. Leaves the caller's
 * transaction alone.
 */
@ApplicationException(rollback = false)
public class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String id;

    public UnreadableEventException(String id, String damage, @Nullable Throwable cause) {
        super("event \"" + id + "\" cannot be read: " + damage, cause);
        this.id = id;
    }

    /** The id of the event that cannot be read. */
    public String getId() {
        return id;
    }

    /** A remote client may lack the classes of the cause: over the wire goes the message alone. */
    private Object writeReplace() {
        if (getCause() != null) {
            UnreadableEventException plain = new UnreadableEventException(this);
            plain.setStackTrace(getStackTrace());
            return plain;
        }
        return this;
    }

    private UnreadableEventException(UnreadableEventException original) {
        super(original.getMessage());
        this.id = original.id;
    }
}
