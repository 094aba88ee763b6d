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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.service.call.Waits;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.AppendScope;
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
    Appends(
            @Opened EventStorage storage,
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
        Append append = IdsAndTimes.complete(events, expected);
        if (append.events().isEmpty()) {
            return new AppendResult(List.of(), true);
        }
        return notices.announced(caller.isActive() ? joined(append) : grouped(append));
    }

    /** Stores a batch in a transaction of its own, with the order it has as its order in the log. */
    public AppendResult storeInLogOrder(List<NewEvent> events, ExpectedSequence expected) {
        return notices.announced(retried(IdsAndTimes.complete(events, expected).inLogOrder()));
    }

    // The steps of an append that has no transaction of the caller's, in order: each calls the next.

    /** 1. Group: an append goes with those of its key that come meanwhile, or by itself if there are none. */
    private AppendResult grouped(Append append) {
        Optional<GroupKey> groupKey = open.isAnyOf(append) ? Optional.empty() : storage.groupKey(append);
        return groupKey.isPresent() ? groups.store(append, groupKey.get(), this) : alone(append);
    }

    /** 2. Turn: appends without expectation wait for each other's end, since they would only lose races. */
    @Override
    public AppendResult alone(Append append) {
        return inTurn(append, () -> retried(append));
    }

    <T> T inTurn(Append append, Supplier<T> work) {
        return append.expected() instanceof ExpectedSequence.Any
                ? streamLocks.holding(append.streams(), retries.budget(), work)
                : work.get();
    }

    /** 3. Retry: any event may be stored by an attempt that failed, so all later ones look for their ids first. */
    private AppendResult retried(Append append) {
        AppendResult result = retries.repeat(first -> attempt(first ? append : append.again()));
        return append.claimedIds().isEmpty() ? storedByItself(result) : result;
    }

    AppendResult attempt(Append append) {
        return failures.translated(() -> locked(append, () -> written(append)));
    }

    /** 4. H2's lock: who may have to wait for the transaction of another caller keeps nobody else from writing. */
    private AppendResult locked(Append append, Supplier<AppendResult> work) {
        return open.isAnyOf(append) ? work.get() : exclusively(work);
    }

    /** 5. Statement: one that the storage commits by itself, or those of a transaction that ends within the lock. */
    private AppendResult written(Append append) {
        AppendOutcome outcome = outcome(append, AppendScope.WITHOUT_TRANSACTION);
        return outcome instanceof AppendOutcome.NeedsTransaction
                ? own.call(() -> inTransaction(append, AppendScope.OWN_TRANSACTION))
                : outcome.result();
    }

    /** In the caller's transaction nothing can be sent again: an append waits for H2's lock, and is a statement. */
    AppendResult joined(Append append) {
        return locked(append, () -> {
            Set<Object> held = OpenTransactionStreams.heldBy(append);
            openUntilEnd(held);
            try {
                return inTransaction(append, AppendScope.CALLERS_TRANSACTION);
            } catch (UnreadableEventException e) {
                // an error of reading, which leaves a transaction as it is: what has read for an append does not
                caller.markForRollback();
                throw e;
            }
        });
    }

    /**
     * Takes tags for the caller's transaction. Not under H2's lock: it writes nothing, and may wait for one who wants
     * to write.
     */
    public void hold(Set<Tag> tags) {
        if (!caller.isActive()) {
            throw new IllegalStateException("tags are held until the transaction of the caller ends, and there is none:"
                    + " begin one before, or leave the call out");
        }
        openUntilEnd(tags);
        failures.translated(() -> {
            storage.hold(tags);
            return tags;
        });
    }

    /** Others know from now on, until the caller's transaction ends, that they would wait for it. */
    private void openUntilEnd(Collection<?> held) {
        if (caller.afterEnd(() -> open.remove(held))) {
            open.add(held);
        }
    }

    /** A group is a statement that is tried again after lost races only: then it is sure that nothing was stored. */
    @Override
    public List<AppendOutcome> together(AppendGroup group) {
        return retries.repeatRaces(() ->
                failures.translated(() -> exclusively(() -> storage.append(group, AppendScope.WITHOUT_TRANSACTION))));
    }

    @Override
    public AppendResult again(Append append) {
        return storedByItself(retried(append.again()));
    }

    /** What was stored before was stored by this append itself: nobody else knows its ids. */
    private static AppendResult storedByItself(AppendResult result) {
        return new AppendResult(result.events(), false);
    }

    private <T> T exclusively(Supplier<T> work) {
        long start = System.nanoTime();
        return storage.exclusively(() -> {
            Waits.since(Waits.Reason.WRITER, start);
            return work.get();
        });
    }

    /** Failures become what they mean before they leave a transaction: the container would wrap them. */
    private AppendResult inTransaction(Append append, AppendScope scope) {
        return failures.translated(() -> outcome(append, scope).result());
    }

    private AppendOutcome outcome(Append append, AppendScope scope) {
        return storage.append(AppendGroup.of(append), scope).get(0);
    }
}
