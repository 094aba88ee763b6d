/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.start;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/**
 * What the persistence unit needs of EclipseLink beyond its properties. Public because EclipseLink makes it; not for
 * applications.
 *
 * <p>A listener, since each EclipseLink from 4.0.1, the oldest among the servers, to 5 has this kind in one place. The
 * interface of session customizers has moved: 4.0.1 does not have the new one, 5 no longer has the old one.
 */
public final class UnitSession extends SessionEventAdapter {

    @Override
    public void preLogin(SessionEvent event) {
        Session session = event.getSession();
        NoOwnRetries.apply(session);
        UnusedDatabase.apply(session);
    }
}
