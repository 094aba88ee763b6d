/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.schemeless.eventstore.Proxies.proxy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers.Form;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.SliceSize;

/** What goes to a storage and comes from it, with keys in memory. */
class SealingStorageTest {

    private static final StreamId STREAM = StreamId.of("customer", "42");
    private static final Subject SUBJECT = Subject.of("customer", "42");

    private final MapKeys keys = new MapKeys();
    private final MasterKeyRing masters = new MasterKeyRing(List.of(new NamedMasterKeys()));
    private final KeyCache cache = new KeyCache();
    private final Map<Object, Object> ofTransaction = new HashMap<>();
    private final List<StoredEvent> stored = new ArrayList<>();
    private final List<AppendScope> appends = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean inTransaction;

    /** What the storage does with an append before it stores it. */
    private Runnable beforeStore = () -> {};

    private final EventStorage raw = proxy(EventStorage.class, this::answer);
    private final CallerTransaction caller = new CallerTransaction() {
        @Override
        public boolean isActive() {
            return inTransaction;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T kept(Object key, Supplier<T> first) {
            return (T) ofTransaction.computeIfAbsent(key, absent -> first.get());
        }

        @Override
        public void afterCommit(Runnable action) {
            afterCommit.add(action);
        }
    };
    private final OwnTransaction own = new OwnTransaction();
    private final FailureTranslation failures = Made.by(FailureTranslation.class, raw);
    private final UnwrappedKeys unwrapped = new UnwrappedKeys(keys, raw, masters, cache, caller, own, failures);
    private final SealingStorage storage = new SealingStorage(raw, new EventSeals(unwrapped, masters), unwrapped);
    private final PersonalKeys personal =
            new PersonalKeys(keys, raw, unwrapped, masters, cache, new ErasureReplay(), caller, own, failures);

    @BeforeEach
    void start() {
        masters.start(Optional.of("test:A"), List.of());
        cache.start(Duration.ofMinutes(1));
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "exclusively" -> ((Supplier<?>) arguments[0]).get();
            case "translate" -> arguments[0];
            case "append" -> store(((AppendGroup) arguments[0]).single(), (AppendScope) arguments[1]);
            case "readStream", "readSlice" -> new EventPage(List.copyOf(stored), stored.size());
            case "findEvent" ->
                stored.stream().filter(event -> event.id().equals(arguments[0])).findFirst();
            case "findEvents" ->
                stored.stream()
                        .filter(event -> ((List<?>) arguments[0]).contains(event.id()))
                        .toList();
            default -> throw new AssertionError(method.getName());
        };
    }

    private List<AppendOutcome> store(Append append, AppendScope scope) {
        appends.add(scope);
        beforeStore.run();
        Set<KeyId> gone = append.keys();
        gone.removeAll(keys.kept.keySet());
        if (!gone.isEmpty()) {
            throw new GoneKeysException(gone);
        }
        Optional<AppendResult> replay = append.replayOf(stored.stream()
                .filter(event -> append.ids().contains(event.id()))
                .toList());
        if (replay.isPresent()) {
            return List.of(new AppendOutcome.Stored(replay.get()));
        }
        List<StoredEvent> sequenced = append.sequenced(Map.of(STREAM, (long) stored.size()));
        stored.addAll(sequenced);
        return List.of(new AppendOutcome.Stored(AppendResult.stored(sequenced)));
    }

    private static NewEvent event(String id, String street) {
        return NewEvent.in(STREAM, "moved")
                .id(id)
                .created(Instant.EPOCH)
                .payloadJson("{\"street\":\"" + street + "\",\"country\":\"NL\"}")
                .personal(SUBJECT, "/street")
                .build();
    }

    private AppendOutcome append(AppendScope scope, NewEvent... events) {
        return storage.append(
                        AppendGroup.of(new Append(List.of(events), ExpectedSequence.any(), Set.of(events[0].id()))),
                        scope)
                .get(0);
    }

    private List<StoredEvent> read() {
        return storage.readStream(STREAM, 0, 100).events();
    }

    @Test
    void a_storage_is_given_sealed_members_and_readers_get_them_clear() {
        append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street"));

        assertThat(stored.get(0).payload().toString()).doesNotContain("Main").contains("\"country\":\"NL\"");
        assertThat(stored.get(0).personal().get(0).form()).isEqualTo(Form.SEALED);
        assertThat(stored.get(0).personal().get(0).subject()).isNull();
        assertThat(read().get(0).payload()).isEqualTo(event("e1", "Main Street").payload());
        assertThat(read().get(0).personal().get(0).subject()).isEqualTo(SUBJECT);
        assertThat(storage.readSlice(STREAM, 0, 100, new SliceSize(1_000)).events())
                .isEqualTo(read());
    }

    @Test
    void keys_are_made_before_the_transaction_of_the_append_which_is_asked_for_at_once() {
        assertThat(append(AppendScope.WITHOUT_TRANSACTION, event("e1", "Main Street")))
                .isInstanceOf(AppendOutcome.NeedsTransaction.class);

        assertThat(appends).isEmpty();
        assertThat(keys.kept).hasSize(1);
        keys.inTransaction = false;
        append(AppendScope.WITHOUT_TRANSACTION, event("e1", "Main Street"));
        assertThat(appends).containsExactly(AppendScope.WITHOUT_TRANSACTION);
    }

    @Test
    void an_append_whose_key_goes_meanwhile_is_sealed_anew() {
        append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street"));
        KeyId first = keys.kept.firstKey();
        beforeStore = () -> {
            keys.kept.remove(first);
            beforeStore = () -> {};
        };

        append(AppendScope.OWN_TRANSACTION, event("e2", "Side Street"));

        assertThat(keys.kept).hasSize(1).doesNotContainKey(first);
        cache.forget(Set.of(first));
        assertThat(read()).extracting(event -> event.personal().get(0).form()).containsExactly(Form.ERASED, Form.CLEAR);
    }

    @Test
    void an_append_whose_keys_always_go_is_a_lost_race_and_in_the_callers_transaction_unavailable() {
        beforeStore = keys.kept::clear;

        assertThatExceptionOfType(GoneKeysException.class)
                .isThrownBy(() -> append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street")));
        assertThat(appends).hasSize(5);
        assertThatExceptionOfType(EventStoreUnavailableException.class)
                .isThrownBy(() -> append(AppendScope.CALLERS_TRANSACTION, event("e1", "Main Street")));
        assertThat(stored).isEmpty();
    }

    @Test
    void members_that_were_tampered_with_or_put_elsewhere_are_locked() {
        append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street"), event("e2", "Side Street"));
        StoredEvent first = stored.get(0);
        StoredEvent second = stored.get(1);
        stored.set(0, first.with(second.payload(), first.personal()));

        List<StoredEvent> read = read();

        assertThat(read.get(0).personal().get(0).form()).isEqualTo(Form.LOCKED);
        assertThat(read.get(0).payload()).hasToString("{\"country\":\"NL\"}");
        assertThat(read.get(1).personal().get(0).form()).isEqualTo(Form.CLEAR);
    }

    @Test
    void a_replay_of_an_erased_batch_makes_no_key() {
        append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street"));
        cache.forget(keys.kept.keySet());
        keys.kept.clear();

        for (AppendScope scope : AppendScope.values()) {
            assertThat(append(scope, event("e1", "Main Street")).result().replayed())
                    .isTrue();
        }

        assertThat(keys.kept).isEmpty();
    }

    @Test
    void without_a_master_key_members_are_refused_and_what_is_there_is_locked() {
        append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street"));
        masters.start(Optional.empty(), List.of());
        cache.forget(keys.kept.keySet());
        keys.kept.clear();

        assertThat(read().get(0).personal().get(0).form()).isEqualTo(Form.LOCKED);
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> append(AppendScope.OWN_TRANSACTION, event("e2", "Main Street")))
                .withMessageContaining("eventstore.personal.master-key");
    }

    @Test
    void what_a_transaction_has_erased_it_reads_as_erased_and_others_do_not() {
        append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street"));
        WrappedKey key = keys.kept.get(keys.kept.firstKey());
        inTransaction = true;

        assertThat(personal.remove(key)).isTrue();
        assertThat(personal.find(SUBJECT)).isEmpty();
        assertThat(read().get(0).isErased()).isTrue();
        append(AppendScope.CALLERS_TRANSACTION, event("e2", "Side Street"));
        assertThat(read().get(1).personal().get(0).form()).isEqualTo(Form.CLEAR);
        assertThat(personal.find(SUBJECT)).isPresent();

        inTransaction = false;
        assertThat(cache.find(SUBJECT).orElseThrow().id()).isEqualTo(key.id());
        afterCommit.forEach(Runnable::run);
        assertThat(cache.find(key.id())).isEmpty();
    }

    @Test
    void keys_that_go_after_the_commit_are_not_used_again_by_that_transaction() {
        keys.inTransaction = false;
        append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street"));
        WrappedKey key = keys.kept.get(keys.kept.firstKey());
        inTransaction = true;

        assertThat(personal.removeAfterCommit(key)).isFalse();

        assertThat(keys.kept).isNotEmpty();
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> append(AppendScope.CALLERS_TRANSACTION, event("e2", "Side Street")))
                .satisfies(error -> assertThat(error.getField()).isEqualTo("personal.subject"));
        afterCommit.forEach(Runnable::run);
        assertThat(keys.kept).isEmpty();
        inTransaction = false;
        assertThat(read().get(0).isErased()).isTrue();
    }

    @Test
    void all_keys_are_wrapped_anew_that_another_master_key_wraps_and_nothing_else_changes() {
        for (int i = 0; i < 5; i++) {
            Subject subject = Subject.of("customer", "c" + i);
            unwrapped.make(subject);
        }
        append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street"));
        Set<KeyId> ids = Set.copyOf(keys.kept.keySet());
        masters.start(Optional.of("test:B"), List.of("test:A"));
        Subject late = Subject.of("customer", "late");
        keys.afterPage = () -> {
            keys.kept.remove(keys.kept.firstKey());
            keys.afterPage = () -> {};
            unwrapped.make(late);
        };

        assertThat(personal.rotate()).isEqualTo(5);

        assertThat(keys.kept.values()).extracting(WrappedKey::masterKey).containsOnly("test:B");
        assertThat(ids)
                .containsAll(keys.kept.keySet().stream()
                        .filter(id -> !id.equals(keys.of(late).orElseThrow().id()))
                        .toList());
        masters.start(Optional.of("test:B"), List.of());
        cache.forget(keys.kept.keySet());
        assertThat(read().get(0).payload()).isEqualTo(event("e1", "Main Street").payload());
        assertThat(personal.rotate()).isZero();
    }

    @Test
    void a_rotation_says_which_master_key_is_missing() {
        append(AppendScope.OWN_TRANSACTION, event("e1", "Main Street"));
        masters.start(Optional.of("test:B"), List.of());

        assertThatExceptionOfType(EventStoreUnavailableException.class)
                .isThrownBy(personal::rotate)
                .withMessageContainingAll("test:A", "eventstore.personal.former-master-keys");
    }
}
