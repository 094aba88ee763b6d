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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schemeless.eventstore.Proxies.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.LoggedLines;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.SnapshotStorage;

/** Snapshots when the storage fails, and when they are written. */
class SnapshotsServiceTest {

    private static final StreamId STREAM = StreamId.of("d", "i");
    private static final Snapshot SNAPSHOT = new Snapshot(STREAM, "fold", "shape", 7, "e", JsonText.parse("1"));

    @RegisterExtension
    final LoggedLines lines = new LoggedLines(SnapshotsService.class);

    private final List<String> calls = new ArrayList<>();
    private final List<Runnable> atCommit = new ArrayList<>();
    private final SnapshotsService service = new SnapshotsService();
    private boolean fails;
    private boolean isInTransaction;
    private boolean isTurn;

    SnapshotsServiceTest() {
        service.storage = proxy(EventStorage.class, (proxy, method, arguments) -> {
            if (method.getName().equals("translate")) {
                return new EventStoreUnavailableException("down", (Throwable) arguments[0]);
            }
            isTurn = true;
            try {
                return ((Supplier<?>) arguments[0]).get();
            } finally {
                isTurn = false;
            }
        });
        service.snapshots = proxy(SnapshotStorage.class, (proxy, method, arguments) -> {
            called(method.getName());
            if (fails) {
                throw new IllegalStateException("no table\n here");
            }
            return method.getName().equals("find") ? Optional.of(SNAPSHOT) : null;
        });
        service.caller = new CallerTransaction() {
            @Override
            public boolean isActive() {
                return isInTransaction;
            }

            @Override
            public <T> T joined(Supplier<T> work) {
                return work.get();
            }

            @Override
            public void afterCommit(Runnable action) {
                if (isInTransaction) {
                    atCommit.add(action);
                } else {
                    action.run();
                }
            }

            @Override
            public void markForRollback() {
                called("rollback");
            }
        };
        service.own = new OwnTransaction() {
            @Override
            public <T> T call(Supplier<T> work) {
                T result = work.get();
                called("commit");
                return result;
            }
        };
        service.failures = Made.by(FailureTranslation.class, service.storage);
    }

    private void called(String what) {
        calls.add(what + (isTurn ? " in turn" : ""));
    }

    @Test
    void a_snapshot_is_kept_in_a_transaction_of_its_own_and_only_one_writes() {
        service.keep(SNAPSHOT);

        assertThat(calls).containsExactly("keep in turn", "commit in turn");
    }

    @Test
    void in_a_transaction_it_is_kept_after_the_commit() {
        isInTransaction = true;

        service.keep(SNAPSHOT);

        assertThat(calls).isEmpty();
        atCommit.forEach(Runnable::run);
        assertThat(calls).containsExactly("keep in turn", "commit in turn");
    }

    @Test
    void a_failure_to_keep_is_a_line_in_the_log_and_leaves_no_transaction() {
        fails = true;

        service.keep(SNAPSHOT);

        assertThat(calls).containsExactly("keep in turn", "rollback in turn", "commit in turn");
        assertThat(lines.written())
                .containsExactly("a snapshot of domain \"d\", identifier \"i\" at sequence 7 was not kept; the events"
                        + " are read instead: java.lang.IllegalStateException: no table here");
    }

    @Test
    void a_failure_to_begin_a_transaction_for_it_reaches_nobody_either() {
        service.own = new OwnTransaction() {
            @Override
            public <T> T call(Supplier<T> work) {
                throw new IllegalStateException("no more transactions");
            }
        };

        service.keep(SNAPSHOT);

        assertThat(lines.written()).singleElement().asString().endsWith("no more transactions");
    }

    @Test
    void a_failure_to_read_is_a_line_in_the_log_and_finds_none() {
        assertThat(service.find(STREAM, "fold", "shape")).contains(SNAPSHOT);
        fails = true;

        assertThat(service.find(STREAM, "fold", "shape")).isEmpty();

        assertThat(lines.written())
                .singleElement()
                .asString()
                .contains("cannot be read")
                .endsWith("no table here");
    }

    @Test
    void snapshots_are_forgotten_within_the_transaction_or_in_one_of_their_own() {
        service.forget(STREAM);
        isInTransaction = true;
        service.forget(STREAM);

        assertThat(calls).containsExactly("forget in turn", "commit in turn", "forget in turn");
        fails = true;
        assertThatThrownBy(() -> service.forget(STREAM)).isInstanceOf(EventStoreUnavailableException.class);
    }
}
