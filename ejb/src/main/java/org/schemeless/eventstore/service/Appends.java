/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.schemeless.eventstore.Append;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.EventStorage;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;

/** One append: in the caller's transaction as it is, or in one of its own, as often as it takes. */
@Dependent
class Appends {

    private final EventStorage storage;
    private final CallerTransaction caller;
    private final OwnTransaction own;
    private final Failures failures;
    private final Notices notices;
    private final Retries retries;
    private final Turns turns;
    private final Groups groups;

    @Inject
    Appends(
            EventStorage storage,
            CallerTransaction caller,
            OwnTransaction own,
            Failures failures,
            Notices notices,
            Retries retries,
            Turns turns,
            Groups groups) {
        this.storage = storage;
        this.caller = caller;
        this.own = own;
        this.failures = failures;
        this.notices = notices;
        this.retries = retries;
        this.turns = turns;
        this.groups = groups;
    }

    AppendResult store(List<NewEvent> events, ExpectedSequence expected) {
        Append append = Stamp.stamped(events, expected, caller.isActive());
        if (append.events().isEmpty()) {
            return new AppendResult(List.of(), true);
        }
        return notices.announced(append.joined() ? attempt(append) : ownedInTurn(append));
    }

    /** Stores a batch in a transaction of its own, with the order it has as its order in the log. */
    AppendResult storeInLogOrder(List<NewEvent> events, ExpectedSequence expected) {
        return notices.announced(owned(Stamp.stamped(events, expected, false).inLogOrder()));
    }

    private AppendResult ownedInTurn(Append append) {
        if (Groups.takes(append)) {
            return groups.store(append, retries.budget(), this::owned, () -> stored(owned(append.again())));
        }
        return append.expected() instanceof ExpectedSequence.Any
                ? turns.inTurn(append.streams(), retries.budget(), () -> owned(append))
                : owned(append);
    }

    private AppendResult owned(Append append) {
        AppendResult result =
                retries.repeat(first -> failures.translated(() -> alone(first ? append : append.again())));
        return append.claimedIds().isEmpty() ? stored(result) : result;
    }

    /** What was stored before was stored by this append itself: nobody else knows its ids. */
    private static AppendResult stored(AppendResult result) {
        return new AppendResult(result.events(), false);
    }

    private AppendResult alone(Append append) {
        return storage.appendAlone(append).orElseGet(() -> own.call(() -> attempt(append)));
    }

    /** Failures become what they mean before they leave a transaction: the container would wrap them. */
    private AppendResult attempt(Append append) {
        return failures.translated(() -> storage.append(append));
    }
}
