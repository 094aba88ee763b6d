/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schemeless.eventstore.Proxies.proxy;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.EventsAppended;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.service.append.Appends;
import org.schemeless.eventstore.service.append.CommitNotices;
import org.schemeless.eventstore.service.append.GroupCommits;
import org.schemeless.eventstore.service.append.HeldStreams;
import org.schemeless.eventstore.service.append.OpenTransactionStreams;
import org.schemeless.eventstore.service.append.StreamLocks;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.service.log.Rounds;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.EventStorage;

/** All that writes asks the storage for its turn, which keeps it as long as it has not committed. */
class ExclusiveWritesTest {

    private static final StreamId STREAM = StreamId.of("domain", "identifier");
    private static final AppendResult STORED =
            new AppendResult(List.of(new AppendedEvent("id", STREAM, 1, Instant.EPOCH)), false);

    private final List<String> calls = new ArrayList<>();
    private final OpenTransactionStreams open = new OpenTransactionStreams();
    private final EventStorage storage = proxy(EventStorage.class, this::answer);
    private final FailureTranslation failures = Made.by(FailureTranslation.class, storage);
    private final OwnTransaction own = new OwnTransaction() {
        @Override
        public <T> T call(Supplier<T> work) {
            T result = work.get();
            called("commit", true);
            return result;
        }
    };
    private boolean takesAlone = true;
    private boolean isInTransaction;
    private boolean isTurn;

    @SuppressWarnings("unchecked")
    private final Appends appends = Made.by(
            Appends.class,
            storage,
            caller(),
            own,
            failures,
            Made.by(
                    CommitNotices.class,
                    caller(),
                    proxy((Class<Event<EventsAppended>>) (Class<?>) Event.class, (proxy, method, arguments) -> null)),
            new Retries(),
            new StreamLocks(),
            new GroupCommits(),
            open);

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "exclusively" -> exclusively((Supplier<?>) arguments[0]);
            case "groupKey" -> Optional.empty();
            case "append" -> appended((AppendGroup) arguments[0], (AppendScope) arguments[1]);
            case "assignPositions" -> called("positions", false);
            default -> throw new AssertionError(method.getName());
        };
    }

    private Object appended(AppendGroup group, AppendScope scope) {
        if (!group.isSingle()) {
            return called("together", List.of());
        }
        boolean isAlone = scope == AppendScope.WITHOUT_TRANSACTION;
        return called(
                isAlone ? "alone" : "append",
                List.of(
                        isAlone && !takesAlone
                                ? new AppendOutcome.NeedsTransaction()
                                : new AppendOutcome.Stored(STORED)));
    }

    private Object exclusively(Supplier<?> work) {
        assertThat(isTurn).isFalse();
        isTurn = true;
        try {
            return work.get();
        } finally {
            isTurn = false;
        }
    }

    private Object called(String what, Object answer) {
        calls.add(what + (isTurn ? " in turn" : ""));
        return answer;
    }

    private CallerTransaction caller() {
        return new CallerTransaction() {
            @Override
            public boolean isActive() {
                return isInTransaction;
            }

            @Override
            public void afterCommit(Runnable action) {
                action.run();
            }

            @Override
            public boolean afterEnd(Runnable action) {
                return true;
            }
        };
    }

    private void store() {
        appends.store(List.of(NewEvent.in(STREAM, "type").payload(1).build()), ExpectedSequence.exactly(0));
    }

    @Test
    void an_append_by_itself() {
        store();

        assertThat(calls).containsExactly("alone in turn");
    }

    @Test
    void an_append_in_a_transaction_of_its_own_with_the_commit() {
        takesAlone = false;

        store();

        assertThat(calls).containsExactly("alone in turn", "append in turn", "commit in turn");
    }

    @Test
    void an_append_in_the_transaction_of_the_caller() {
        isInTransaction = true;

        store();

        assertThat(calls).containsExactly("append in turn");
    }

    @Test
    void not_an_append_that_may_wait_for_a_transaction() {
        HeldStreams.hold(open, List.of(STREAM));

        store();

        assertThat(calls).containsExactly("alone");
    }

    @Test
    void not_an_append_that_may_wait_for_a_tag() {
        HeldStreams.hold(open, List.of(Tag.of("course", "c1")));
        store();
        NewEvent tagged =
                NewEvent.in(STREAM, "type").payload(1).tag("course", "c1").build();

        appends.store(List.of(tagged), ExpectedSequence.exactly(0));

        assertThat(calls).containsExactly("alone in turn", "alone");
    }

    @Test
    void a_group() {
        Append append = new Append(List.of(), ExpectedSequence.any(), Set.of());

        appends.together(new AppendGroup(List.of(append, append)));

        assertThat(calls).containsExactly("together in turn");
    }

    @Test
    void positions_with_their_commit() {
        Rounds.one(storage, caller(), own, failures, new Retries());

        assertThat(calls).containsExactly("positions in turn", "commit in turn");
    }
}
