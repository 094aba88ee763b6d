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

/** No event has this id. Leaves the caller's transaction alone. */
@ApplicationException(rollback = false)
public class EventNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String id;

    public EventNotFoundException(String id) {
        super("no event has the id \"" + id + "\"");
        this.id = id;
    }

    /** The id that was asked for. */
    public String getId() {
        return id;
    }
}
