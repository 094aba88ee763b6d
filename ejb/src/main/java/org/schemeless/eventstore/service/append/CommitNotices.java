/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.EventsAppended;
import org.schemeless.eventstore.service.call.CallerTransaction;

/** Tells the application what was appended, once it is committed. */
@Dependent
public class CommitNotices {

    private static final Logger LOG = System.getLogger(CommitNotices.class.getName());

    private final CallerTransaction caller;
    private final Event<EventsAppended> notices;

    @Inject
    CommitNotices(CallerTransaction caller, Event<EventsAppended> notices) {
        this.caller = caller;
        this.notices = notices;
    }

    AppendResult announced(AppendResult result) {
        if (!result.replayed()) {
            caller.afterCommit(() -> fire(new EventsAppended(result.events())));
        }
        return result;
    }

    /** The events are stored, whatever an observer does. */
    private void fire(EventsAppended notice) {
        try {
            notices.fire(notice);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "an observer of EventsAppended failed; the events are stored all the same", e);
        }
    }
}
