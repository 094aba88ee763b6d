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
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.service.call.Waits;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.GroupKey;

/** One append: in the caller's transaction as it is, or in one of its own, as often as it takes. */
@Dependent
public class Appends implements GroupCommits.Storing {

    private final EventStorage storage;
    private final CallerTransaction caller;
    private final OwnTransaction own;
    private final FailureTranslation failures;
    private final CommitNotices notices;
    private final Retries retries;
    private final StreamLocks streamLocks;
    private final GroupCommits groups;
    private final OpenTransactionStreams open;

    @Inject
    public Appends(
            EventStorage storage,
            CallerTransaction caller,
            OwnTransaction own,
            FailureTranslation failures,
            CommitNotices notices,
            Retries retries,
            StreamLocks streamLocks,
            GroupCommits groups,
            OpenTransactionStreams open) {
        this.storage = storage;
        this.caller = caller;
        this.own = own;
        this.failures = failures;
        this.notices = notices;
        this.retries = retries;
        this.streamLocks = streamLocks;
        this.groups = groups;
        this.open = open;
    }

    public AppendResult store(List<NewEvent> events, ExpectedSequence expected) {
        Append append = IdsAndTimes.complete(events, expected, caller.isActive());
        if (append.events().isEmpty()) {
            return new AppendResult(List.of(), true);
        }
        return notices.announced(append.joined() ? joined(append) : owned(append));
    }

    /** Stores a batch in a transaction of its own, with the order it has as its order in the log. */
    public AppendResult storeInLogOrder(List<NewEvent> events, ExpectedSequence expected) {
        return notices.announced(
                repeated(IdsAndTimes.complete(events, expected, false).inLogOrder()));
    }

    private AppendResult joined(Append append) {
        return written(append, () -> {
            Set<StreamId> streams = append.streams();
            if (caller.afterEnd(() -> open.remove(streams))) {
                open.add(streams);
            }
            return attempt(append);
        });
    }

    private AppendResult owned(Append append) {
        Optional<GroupKey> groupKey = open.isAnyOf(append) ? Optional.empty() : storage.groupKey(append);
        return groupKey.isPresent() ? groups.store(append, groupKey.get(), this) : alone(append);
    }

    /** Only after a lost race is it sure that nothing was stored, so nothing else is tried again here. */
    @Override
    public Optional<List<Supplier<AppendResult>>> together(AppendGroup group) {
        return retries.repeatRaces(() -> failures.translated(() -> exclusively(() -> storage.appendTogether(group))));
    }

    /** Appends without expectation wait for each other's end: they would only lose races. */
    @Override
    public AppendResult alone(Append append) {
        return append.expected() instanceof ExpectedSequence.Any
                ? streamLocks.holding(append.streams(), retries.budget(), () -> repeated(append))
                : repeated(append);
    }

    @Override
    public AppendResult again(Append append) {
        return stored(repeated(append.again()));
    }

    private AppendResult repeated(Append append) {
        AppendResult result =
                retries.repeat(first -> failures.translated(() -> attemptAlone(first ? append : append.again())));
        return append.claimedIds().isEmpty() ? stored(result) : result;
    }

    /** What was stored before was stored by this append itself: nobody else knows its ids. */
    private static AppendResult stored(AppendResult result) {
        return new AppendResult(result.events(), false);
    }

    private AppendResult attemptAlone(Append append) {
        return written(
                append,
                () -> storage.appendWithoutTransaction(append).orElseGet(() -> own.call(() -> attempt(append))));
    }

    /** Who may have to wait for the transaction of another caller keeps nobody else from writing. */
    private AppendResult written(Append append, Supplier<AppendResult> work) {
        return open.isAnyOf(append) ? work.get() : exclusively(work);
    }

    private <T> T exclusively(Supplier<T> work) {
        long start = System.nanoTime();
        return storage.exclusively(() -> {
            Waits.since(Waits.Reason.WRITER, start);
            return work.get();
        });
    }

    /** Failures become what they mean before they leave a transaction: the container would wrap them. */
    private AppendResult attempt(Append append) {
        return failures.translated(() -> storage.append(append));
    }
}
