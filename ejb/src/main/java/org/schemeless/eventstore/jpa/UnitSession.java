/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.Session;

/** What the persistence unit needs of EclipseLink beyond its properties. Public because EclipseLink makes it; not for applications. */
@SuppressWarnings("removal") // its successor is younger than the oldest EclipseLink among the servers, 4.0.1
public final class UnitSession implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        NoOwnRetries.apply(session);
        UnusedDatabase.apply(session);
    }
}
