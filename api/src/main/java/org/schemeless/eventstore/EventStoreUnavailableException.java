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
 * The backend could not do it now: unreachable, overloaded, out of connections, a deadlock or a lock time-out. The same
 * call may succeed later. Whether an append is stored is then unknown; sending it again with the same event ids is safe
 * and tells.
 */
@ApplicationException(rollback = true)
public class EventStoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EventStoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A remote client may lack the classes of the cause: over the wire goes the message alone. */
    private Object writeReplace() {
        if (getCause() == null) {
            return this;
        }
        EventStoreUnavailableException plain = new EventStoreUnavailableException(String.valueOf(getMessage()), null);
        plain.setStackTrace(getStackTrace());
        return plain;
    }
}
