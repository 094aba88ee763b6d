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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.schemeless.eventstore.Proxies.proxy;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventsAppended;
import org.schemeless.eventstore.ImportRefusedException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.append.Appends;
import org.schemeless.eventstore.service.append.CommitNotices;
import org.schemeless.eventstore.service.append.GroupCommits;
import org.schemeless.eventstore.service.append.OpenTransactionStreams;
import org.schemeless.eventstore.service.append.StreamLocks;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.Measures;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Reads;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.EventStorage;

/** An import brings an event that is there already, of a stream that others go on with, and one that is new. */
class EventImportServiceTest {

    private static final StreamId BUSY = StreamId.of("busy");
    private static final StreamId WRITTEN = StreamId.of("written");

    private final EventStorage storage = proxy(EventStorage.class, this::answer);
    private final EventImportService imports = new EventImportService();
    private long busyHead = 1;
    private long writtenHead;
    private int attempts;
    private boolean anotherIsFaster;

    @SuppressWarnings("unchecked")
    EventImportServiceTest() {
        CallerTransaction caller = new CallerTransaction() {
            @Override
            public boolean isActive() {
                return false;
            }

            @Override
            public void afterCommit(Runnable action) {
                action.run();
            }
        };
        FailureTranslation failures = Made.by(FailureTranslation.class, storage);
        imports.storage = storage;
        imports.reads = Made.by(Reads.class, caller, failures, new Retries());
        imports.measures = Made.by(
                Measures.class,
                proxy((Class<Event<Measurement>>) (Class<?>) Event.class, (proxy, method, arguments) -> null));
        imports.appends = Made.by(
                Appends.class,
                storage,
                caller,
                new OwnTransaction(),
                failures,
                Made.by(
                        CommitNotices.class,
                        caller,
                        proxy(
                                (Class<Event<EventsAppended>>) (Class<?>) Event.class,
                                (proxy, method, arguments) -> null)),
                new Retries(),
                new StreamLocks(),
                new GroupCommits(),
                new OpenTransactionStreams());
    }

    private static StoredEvent first(StreamId stream) {
        return new StoredEvent(
                stream.domain(), stream, 1, null, "type", JsonText.parse("1"), null, null, null, Instant.EPOCH);
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "sequences" -> heads((Set<?>) arguments[0]);
            case "readStream" -> new EventPage(List.of(first((StreamId) arguments[0])), 1);
            case "exclusively" -> ((Supplier<?>) arguments[0]).get();
            case "append" -> refuse();
            case "translate" -> arguments[0];
            default -> throw new AssertionError(method.getName());
        };
    }

    private Map<StreamId, Long> heads(Set<?> streams) {
        busyHead++;
        return streams.stream()
                .map(StreamId.class::cast)
                .collect(Collectors.toMap(stream -> stream, stream -> stream.equals(BUSY) ? busyHead : writtenHead));
    }

    private List<AppendOutcome> refuse() {
        attempts++;
        if (anotherIsFaster) {
            writtenHead = 1;
        }
        return List.of(new AppendOutcome.Refused(new DuplicateEventException("written", "another event has it")));
    }

    @Test
    void what_is_refused_stays_refused_although_others_go_on_with_a_stream_that_is_not_written() {
        assertThatExceptionOfType(ImportRefusedException.class)
                .isThrownBy(() -> imports.storeInOrder(List.of(first(BUSY), first(WRITTEN))))
                .satisfies(refused -> assertThat(refused.getError()).isInstanceOf(DuplicateEventException.class));

        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void what_another_import_has_stored_meanwhile_is_passed_by() {
        anotherIsFaster = true;

        assertThat(imports.storeInOrder(List.of(first(BUSY), first(WRITTEN)))).isZero();

        assertThat(attempts).isEqualTo(1);
    }
}
