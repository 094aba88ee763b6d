/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.schemeless.eventstore.tck.Sample.ids;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.PersonalMembers.Form;
import org.schemeless.eventstore.PersonalPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.tck.Race.Outcome;

/** Section 13: personal members, which an erasure takes away wherever they are. */
public interface PersonalContract extends PersonalFixture {

    Duration PATIENCE = Duration.ofMinutes(3);
    int WRITERS = 8;
    int ROUNDS = 12;

    /** A payload of so many characters is kept apart from its event by a storage that keeps any so. */
    int LARGE = 500_000;

    private static Subject newSubject() {
        return Subject.of("customer", newName());
    }

    /** A text that is nowhere else. */
    private static String secret() {
        return "secret" + newName().replace("-", "");
    }

    /** Somebody has moved to a street of their own. */
    private static NewEvent moved(StreamId stream, Subject subject, String street) {
        return NewEvent.in(stream, "moved")
                .id(newName())
                .payloadJson("{\"street\":\"" + street + "\",\"country\":\"NL\"}")
                .personal(subject, "/street")
                .build();
    }

    private StoredEvent stored(NewEvent event) {
        store().storeEvents(List.of(event));
        return read(event);
    }

    private StoredEvent read(NewEvent event) {
        return findEvent(Objects.requireNonNull(event.id())).orElseThrow();
    }

    private static KeyId keyOf(StoredEvent event) {
        return Objects.requireNonNull(event.personal().get(0).key());
    }

    private static Form formOf(StoredEvent event) {
        return event.personal().get(0).form();
    }

    private void assertClear(NewEvent event) {
        StoredEvent read = read(event);
        assertThat(read.payload()).isEqualTo(event.payload());
        assertThat(read.personal()).hasSameSizeAs(event.personal());
        assertThat(read.personal()).extracting(PersonalMembers::form).containsOnly(Form.CLEAR);
        assertThat(read.isErased()).isFalse();
    }

    private void assertErased(NewEvent event) {
        StoredEvent read = read(event);
        assertThat(read.payload()).hasToString("{\"country\":\"NL\"}");
        assertThat(read.personal()).extracting(PersonalMembers::form).containsExactly(Form.ERASED);
        assertThat(read.personal()).extracting(PersonalMembers::subject).containsOnlyNulls();
        assertThat(read.isErased()).isTrue();
    }

    private void assertForm(NewEvent event, Form form) {
        assertThat(formOf(read(event))).isEqualTo(form);
    }

    private static void assertInvalid(ThrowingCallable call, String field) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(call)
                .satisfies(error -> assertThat(error.getField()).isEqualTo(field));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within " + PATIENCE).isLessThan(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private List<StoredEvent> log() {
        List<StoredEvent> events = new ArrayList<>();
        LogPage page;
        do {
            page = store().readLog(events.size(), Limits.PAGE, LogFilter.all());
            events.addAll(page.events());
        } while (page.hasMore());
        return events;
    }

    private List<WrappedKey> keys() {
        List<WrappedKey> keys = new ArrayList<>();
        List<WrappedKey> page;
        do {
            page = personal()
                    .keys(keys.isEmpty() ? null : keys.get(keys.size() - 1).id(), 100);
            keys.addAll(page);
        } while (page.size() == 100);
        return keys;
    }

    private WrappedKey keyOf(Subject subject) {
        return keys().stream()
                .filter(key -> key.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void readers_get_personal_members_as_they_were_written_however_they_read() {
        Subject subject = newSubject();
        String name = newName();
        StreamId stream = StreamId.of(name);
        NewEvent event = NewEvent.in(stream, "moved")
                .id(name)
                .payloadJson("{\"a\":\"Straße \uD83D\uDE00\\n\",\"b\":[1.10,{\"c\":null}],"
                        + "\"d\":{\"x/y\":1e3,\"z\":[]},\"e\":true,\"f\":0}")
                .correlationId(name)
                .causationId(name)
                .tag("name", name)
                .personal(subject, "/a", "/b/0", "/b/1/c", "/d/x~1y")
                .personal(Subject.of("employee", name), "/e")
                .build();
        store().storeEvents(List.of(event));

        List<StoredEvent> read = new ArrayList<>();
        read.addAll(store().getAllEvents(name, null));
        read.addAll(store().readStream(stream, 0, 10).events());
        findEvent(name).ifPresent(read::add);
        read.addAll(store().findByCorrelationId(name));
        read.addAll(store().findByCausationId(name));
        read.addAll(store().readBoundary(EventQuery.tagged("name", name)).events());
        read.addAll(personal().eventsOf(subject));
        long position = log().stream()
                .filter(one -> one.id().equals(name))
                .findFirst()
                .orElseThrow()
                .position();
        read.addAll(store().readAll(position - 1, 1));
        read.addAll(store().readLog(position - 1, 1, LogFilter.all()).events());
        inTransaction(() -> findEvent(name).ifPresent(read::add));

        assertThat(read).hasSize(10).allSatisfy(one -> {
            assertThat(one.payload()).isEqualTo(event.payload());
            assertThat(one.personal()).hasSize(2);
            assertThat(one.personal()).extracting(PersonalMembers::form).containsOnly(Form.CLEAR);
            assertThat(one.personal().get(0).subject()).isEqualTo(subject);
            assertThat(one.personal().get(0).pointers()).containsExactly("/a", "/b/0", "/b/1/c", "/d/x~1y");
            assertThat(one.personal().get(1).subject()).isEqualTo(Subject.of("employee", name));
            assertThat(keyOf(one)).isNotEqualTo(one.personal().get(1).key());
        });
    }

    @Test
    default void the_clear_text_is_nowhere_in_what_is_kept_and_whose_it_is_goes_with_an_erasure() {
        Subject subject = newSubject();
        String known = secret();
        String knownOfLarge = secret();
        String secret = secret();
        String padding = "x".repeat(LARGE);
        store().storeEvents(List.of(
                NewEvent.in(newStream(), "moved")
                        .payloadJson("{\"known\":\"" + known + "\",\"secret\":\"" + secret + "\"}")
                        .personal(subject, "/secret")
                        .build(),
                NewEvent.in(newStream(), "moved")
                        .payloadJson("{\"known\":\"" + knownOfLarge + "\",\"secret\":\"" + secret + padding
                                + "\",\"padding\":\"" + padding + "\"}")
                        .personal(subject, "/secret")
                        .build()));

        assertThat(isKept(known)).isTrue();
        assertThat(isKept(knownOfLarge)).isTrue();
        assertThat(isKept(secret)).isFalse();
        personal().erase(subject, null);
        assertThat(isKept(known)).isTrue();
        assertThat(isKept(secret)).isFalse();
        assertThat(keys()).extracting(WrappedKey::subject).doesNotContain(subject);
    }

    @Test
    default void an_export_has_them_sealed_and_says_not_whose_they_are() {
        Subject subject = newSubject();
        String secret = secret();
        StoredEvent clear = stored(moved(newStream(), subject, secret));
        long position = log().stream()
                .filter(one -> one.id().equals(clear.id()))
                .findFirst()
                .orElseThrow()
                .position();

        StoredEvent sealed = sealedLog(position - 1, 1).get(0);

        assertThat(sealed.id()).isEqualTo(clear.id());
        assertThat(sealed.payload().toString()).doesNotContain(secret).contains("\"country\":\"NL\"");
        assertThat(sealed.personal())
                .containsExactly(new PersonalMembers(null, keyOf(clear), List.of("/street"), Form.SEALED));
    }

    @Test
    default void after_an_erasure_all_is_as_it_was_but_for_the_members_of_the_subject() {
        Subject subject = newSubject();
        Subject other = newSubject();
        StreamId stream = newStream();
        NewEvent event = moved(stream, subject, secret());
        NewEvent elements = NewEvent.in(stream, "called")
                .id(newName())
                .payloadJson("{\"phones\":[1,2,3],\"of\":{\"a\":1,\"b\":2}}")
                .personal(subject, "/phones/1", "/of/a")
                .personal(other, "/of/b")
                .build();
        NewEvent others = moved(stream, other, secret());
        store().storeEvents(List.of(event, elements, others));
        List<StoredEvent> before = store().getAllEvents(stream.domain(), stream.identifier());

        Erasure erasure = personal().erase(subject, "request 118");

        assertThat(erasure.done()).isTrue();
        assertThat(erasure.key()).isEqualTo(keyOf(before.get(0)));
        assertErased(event);
        assertClear(others);
        StoredEvent read = read(elements);
        assertThat(read.payload()).hasToString("{\"phones\":[1,null,3],\"of\":{\"b\":2}}");
        assertThat(read.personal()).extracting(PersonalMembers::form).containsExactly(Form.ERASED, Form.CLEAR);
        List<StoredEvent> after = store().getAllEvents(stream.domain(), stream.identifier());
        assertThat(after)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("payload", "personal", "position")
                .isEqualTo(before);
        assertThat(personal().eventsOf(subject)).isEmpty();
        assertThat(ids(personal().eventsOf(other))).containsExactly(elements.id(), others.id());
    }

    @Test
    default void an_event_says_so_which_names_the_key_and_the_request_and_nobody() {
        Subject subject = newSubject();
        stored(moved(newStream(), subject, secret()));

        Erasure erasure = personal().erase(subject, "request \"118\"");

        StoredEvent event =
                findEvent(Objects.requireNonNull(erasure.event()).id()).orElseThrow();
        assertThat(event.stream()).isEqualTo(Erasure.STREAM);
        assertThat(event.type()).isEqualTo(Erasure.TYPE);
        assertThat(event.payload())
                .hasToString("{\"key\":\"" + erasure.key() + "\",\"request\":\"request \\\"118\\\"\"}");
        assertThat(event.personal()).isEmpty();
    }

    @Test
    default void a_subject_without_key_is_erased_without_a_trace_and_so_is_one_that_was_erased() {
        Subject subject = newSubject();
        long end = log().size();
        assertThat(personal().erase(subject, null)).isEqualTo(new Erasure(null, null, true));
        stored(moved(newStream(), subject, secret()));
        assertThat(personal().erase(subject, null).event()).isNotNull();

        assertThat(personal().erase(subject, "again")).isEqualTo(new Erasure(null, null, true));

        assertThat(log().subList((int) end, log().size()).stream()
                        .filter(event -> event.payload().toString().contains("again")))
                .isEmpty();
    }

    @Test
    default void what_an_erasure_rests_on_has_a_limit() {
        Subject subject = newSubject();
        NewEvent event = moved(newStream(), subject, secret());
        store().storeEvents(List.of(event));

        assertInvalid(() -> personal().erase(subject, "x".repeat(Limits.REQUEST + 1)), "request");
        assertInvalid(() -> personal().erase(subject, "\uD800"), "request");
        assertInvalid(() -> personal().eventsOf(subject, null, 0), "limit");
        assertInvalid(() -> personal().keys(null, Limits.PAGE + 1), "limit");

        assertClear(event);
        assertThat(personal().erase(subject, "ü".repeat(Limits.REQUEST)).done()).isTrue();
    }

    @Test
    default void an_erasure_is_part_of_the_callers_transaction() {
        Subject subject = newSubject();
        NewEvent event = moved(newStream(), subject, secret());
        store().storeEvents(List.of(event));
        AtomicReference<Erasure> erasure = new AtomicReference<>();

        inTransactionRolledBack(() -> {
            erasure.set(personal().erase(subject, null));
            assertErased(event);
            outsideOfTransactions(() -> assertClear(event));
        });

        assertClear(event);
        assertThat(findEvent(Objects.requireNonNull(erasure.get().event()).id()))
                .isEmpty();
        inTransaction(() -> {
            store().storeEvents(List.of(moved(newStream(), newSubject(), secret())));
            erasure.set(personal().erase(subject, null));
        });
        assertErased(event);
        assertThat(erasure.get().done()).isEqualTo(erasesInTransaction());
        assertThat(findEvent(Objects.requireNonNull(erasure.get().event()).id()))
                .isPresent();
    }

    @Test
    default void what_is_appended_after_an_erasure_has_a_key_of_its_own() {
        Subject subject = newSubject();
        NewEvent first = moved(newStream(), subject, secret());
        KeyId former = keyOf(stored(first));
        personal().erase(subject, null);

        NewEvent second = moved(newStream(), subject, secret());
        KeyId next = keyOf(stored(second));

        assertThat(next).isNotEqualTo(former);
        assertErased(first);
        assertClear(second);
        assertThat(ids(personal().eventsOf(subject))).containsExactly(second.id());
        assertThat(personal().erase(subject, null).key()).isEqualTo(next);
        assertErased(second);
    }

    @Test
    default void in_the_transaction_of_an_erasure_the_subject_can_begin_anew() {
        Subject subject = newSubject();
        NewEvent first = moved(newStream(), subject, secret());
        NewEvent second = moved(newStream(), subject, secret());
        store().storeEvents(List.of(first));
        if (!erasesInTransaction()) {
            inTransactionRolledBack(() -> {
                personal().erase(subject, null);
                assertInvalid(() -> store().storeEvents(List.of(second)), "personal.subject");
            });
            return;
        }

        inTransaction(() -> {
            personal().erase(subject, null);
            store().storeEvents(List.of(second));
            assertErased(first);
            assertClear(second);
        });

        assertErased(first);
        assertClear(second);
        inTransaction(() -> {
            personal().erase(subject, null);
            store().storeEvents(List.of(moved(newStream(), subject, secret())));
            assertThat(personal().erase(subject, null).event()).isNotNull();
            assertThat(personal().erase(subject, null).event()).isNull();
        });
        assertErased(second);
        assertThat(personal().eventsOf(subject)).isEmpty();
    }

    @Test
    default void a_batch_that_is_sent_again_is_recognised_before_and_after_an_erasure() {
        Subject subject = newSubject();
        StreamId stream = newStream();
        List<NewEvent> batch = List.of(moved(stream, subject, secret()), moved(stream, subject, secret()));
        AppendResult first = store().storeEvents(batch);

        assertThat(store().storeEvents(batch)).isEqualTo(new AppendResult(first.events(), true));
        assertDuplicate(batch, NewEvent.in(stream, "moved"), subject, "{\"street\":\"other\",\"country\":\"NL\"}");
        assertDuplicate(
                batch,
                NewEvent.in(stream, "moved"),
                newSubject(),
                batch.get(1).payload().toString());

        personal().erase(subject, null);

        assertThat(store().storeEvents(batch)).isEqualTo(new AppendResult(first.events(), true));
        assertThat(keys()).extracting(WrappedKey::subject).doesNotContain(subject);
        assertDuplicate(batch, NewEvent.in(stream, "moved"), subject, "{\"street\":\"other\",\"country\":\"BE\"}");
        assertThat(store().getAllEvents(stream.domain(), stream.identifier())).hasSize(2);
    }

    /** The batch with another event in place of its last one is refused. */
    private void assertDuplicate(List<NewEvent> batch, NewEvent.Builder other, Subject subject, String payload) {
        NewEvent last = other.id(batch.get(1).id())
                .payloadJson(payload)
                .personal(subject, "/street")
                .build();
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> store().storeEvents(List.of(batch.get(0), last)))
                .satisfies(error -> assertThat(error.getId()).isEqualTo(last.id()));
    }

    @Test
    default void what_does_not_come_in_the_clear_or_is_named_as_the_stores_own_is_refused() {
        StreamId stream = newStream();
        NewEvent clear = moved(stream, newSubject(), secret());
        for (Form form : List.of(Form.SEALED, Form.ERASED, Form.LOCKED, Form.WITHHELD)) {
            NewEvent other = clear.with(
                    clear.payload(),
                    List.of(new PersonalMembers(null, new KeyId(newName()), List.of("/street"), form)));
            assertInvalid(() -> store().storeEvents(List.of(other)), "personal");
        }
        assertInvalid(
                () -> store().storeEvents(List.of(
                        NewEvent.in("$own", null, "moved").payload(1).build())),
                "domain");
        assertInvalid(
                () -> store().storeEvents(
                                List.of(NewEvent.in(stream, "$own").payload(1).build()), ExpectedSequence.noStream()),
                "type");

        assertThat(store().getAllEvents(stream.domain(), stream.identifier())).isEmpty();
    }

    @Test
    default void the_limit_of_a_payload_counts_what_is_stored() {
        StreamId stream = newStream();
        NewEvent small = moved(stream, newSubject(), "x");
        NewEvent large = moved(stream, newSubject(), "x".repeat(Limits.JSON_BYTES / 4 * 3));

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> store().storeEvents(List.of(small, large)))
                .satisfies(error -> {
                    assertThat(error.getField()).isEqualTo("payload");
                    assertThat(error.getIndex()).hasValue(1);
                });

        assertThat(store().getAllEvents(stream.domain(), stream.identifier())).isEmpty();
    }

    @Test
    default void batches_of_many_events_and_subjects_are_stored_whole() {
        StreamId stream = newStream();
        Subject first = newSubject();
        List<NewEvent> batch = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            batch.add(moved(stream, i % 50 == 0 ? first : newSubject(), secret()));
        }

        inTransaction(() -> store().storeEvents(batch));

        List<StoredEvent> read = store().getAllEvents(stream.domain(), stream.identifier());
        assertThat(read)
                .extracting(StoredEvent::payload)
                .isEqualTo(batch.stream().map(NewEvent::payload).toList());
        PersonalPage page = personal().eventsOf(first, null, 3);
        assertThat(ids(page.events()))
                .containsExactly(
                        batch.get(0).id(), batch.get(50).id(), batch.get(100).id());
        PersonalPage last = personal().eventsOf(first, page.next(), 3);
        assertThat(ids(last.events()))
                .containsExactly(batch.get(150).id(), batch.get(200).id());
        assertInvalid(() -> personal().eventsOf(first, "none", 3), "after");
        assertThat(ids(personal().eventsOf(first))).hasSize(5);
    }

    @Test
    default void an_import_takes_what_is_sealed_as_it_is_and_passes_it_by_when_it_is_there() {
        StoredEvent here = stored(moved(newStream(), newSubject(), secret()));
        long position = log().stream()
                .filter(one -> one.id().equals(here.id()))
                .findFirst()
                .orElseThrow()
                .position();
        StoredEvent sealed = sealedLog(position - 1, 1).get(0);
        StoredEvent unknown = sealedElsewhere(newStream(), new KeyId(newName()));

        assertThat(imports().store(List.of(sealed, unknown))).isEqualTo(1);
        assertThat(imports().store(List.of(sealed, unknown))).isZero();
        assertThat(imports().store(List.of(here))).isZero();

        assertThat(findEvent(here.id()).orElseThrow().payload()).isEqualTo(here.payload());
        StoredEvent read = findEvent(unknown.id()).orElseThrow();
        assertThat(read.payload()).hasToString("{\"country\":\"NL\"}");
        assertThat(formOf(read)).isEqualTo(Form.ERASED);
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> imports()
                        .store(List.of(here.with(
                                here.payload()
                                        .with("/street", JsonText.string("other"))
                                        .orElseThrow(),
                                here.personal()))));
    }

    /** An event of a store whose keys are not here. */
    private static StoredEvent sealedElsewhere(StreamId stream, KeyId key) {
        return new StoredEvent(
                newName(),
                stream,
                1,
                1L,
                "moved",
                JsonText.parse("{\"street\":\"" + "A".repeat(60) + "\",\"country\":\"NL\"}"),
                null,
                null,
                null,
                Instant.EPOCH,
                List.of(),
                List.of(new PersonalMembers(null, key, List.of("/street"), Form.SEALED)));
    }

    @Test
    default void a_key_that_cannot_be_unwrapped_locks_its_members_and_all_else_reads() {
        Subject subject = newSubject();
        StreamId stream = newStream();
        WrappedKey key = new WrappedKey(new KeyId(newName()), subject, "env:LOST", "AAAA", Instant.EPOCH);
        StoredEvent event = sealedElsewhere(stream, key.id());
        assertThat(personal().storeKeys(List.of(key))).isEqualTo(1);
        imports().store(List.of(event));
        NewEvent other = moved(stream, newSubject(), secret());
        store().storeEvents(List.of(other));

        List<StoredEvent> read = store().getAllEvents(stream.domain(), stream.identifier());
        assertThat(read).hasSize(2);
        assertThat(formOf(read.get(0))).isEqualTo(Form.LOCKED);
        assertThat(read.get(0).payload()).hasToString("{\"country\":\"NL\"}");
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> read.get(0).payloadAs(Map.class))
                .withMessageContainingAll("/street", key.id().text());
        assertThat(read.get(1).payload()).isEqualTo(other.payload());
        assertThatExceptionOfType(EventStoreUnavailableException.class)
                .isThrownBy(
                        () -> inTransaction(() -> store().storeEvents(List.of(moved(newStream(), subject, secret())))))
                .withMessageContaining(key.id().text())
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain(subject.id()));
        assertThatExceptionOfType(EventStoreUnavailableException.class)
                .isThrownBy(() -> inTransaction(() -> personal().rotate()))
                .withMessageContaining(key.id().text());

        assertThat(personal().erase(subject, null).key()).isEqualTo(key.id());

        assertThat(formOf(findEvent(event.id()).orElseThrow())).isEqualTo(Form.ERASED);
    }

    @Test
    default void keys_of_another_store_are_kept_unless_they_are_here_or_erased_or_in_the_way() {
        Subject subject = newSubject();
        stored(moved(newStream(), subject, secret()));
        WrappedKey here = keyOf(subject);
        Subject gone = newSubject();
        stored(moved(newStream(), gone, secret()));
        WrappedKey erased = keyOf(gone);
        personal().erase(gone, null);

        assertThat(personal().storeKeys(List.of(here, erased))).isZero();

        assertThat(keys()).contains(here).extracting(WrappedKey::subject).doesNotContain(gone);
        Subject fresh = newSubject();
        WrappedKey first = new WrappedKey(new KeyId(newName()), fresh, here.masterKey(), "AAAA", Instant.EPOCH);
        WrappedKey second = new WrappedKey(new KeyId(newName()), fresh, here.masterKey(), "AAAA", Instant.EPOCH);
        WrappedKey rival = new WrappedKey(new KeyId(newName()), subject, here.masterKey(), "AAAA", Instant.EPOCH);
        assertInvalid(() -> personal().storeKeys(List.of(first, rival)), "keys");
        assertThat(keys()).doesNotContain(first, rival);
        assertThat(personal().storeKeys(List.of(first))).isEqualTo(1);
        if (erasesInTransaction()) {
            assertThat(personal().storeKeys(List.of(second))).isEqualTo(1);
            assertThat(keyOf(fresh)).isEqualTo(second);
        } else {
            assertInvalid(() -> personal().storeKeys(List.of(second)), "keys");
            assertThat(keyOf(fresh)).isEqualTo(first);
        }
        personal().erase(fresh, null);
    }

    @Test
    default void a_key_that_a_restore_has_brought_back_goes_again_at_the_next_start() {
        Subject subject = newSubject();
        NewEvent event = moved(newStream(), subject, secret());
        store().storeEvents(List.of(event));
        WrappedKey key = keyOf(subject);
        personal().erase(subject, null);
        restored(key);
        await(() -> formOf(read(event)) == Form.CLEAR);

        startAgain();

        assertErased(event);
        assertThat(keys()).doesNotContain(key);
        startAgain();
        assertErased(event);
    }

    @Test
    default void an_erasure_that_an_import_brings_is_done_unless_it_is_older_than_the_key() {
        NewEvent event = moved(newStream(), newSubject(), secret());
        KeyId key = keyOf(stored(event));

        importErasure(key, Instant.EPOCH);
        startAgain();
        assertClear(event);
        importErasure(key, Instant.now().plusSeconds(3600));

        assertErased(event);
    }

    private void importErasure(KeyId key, Instant created) {
        imports()
                .store(List.of(new StoredEvent(
                        newName(),
                        Erasure.STREAM,
                        store().getStreamSequence(Erasure.STREAM) + 1,
                        null,
                        Erasure.TYPE,
                        JsonText.parse("{\"key\":\"" + key + "\"}"),
                        null,
                        null,
                        null,
                        created)));
    }

    @Test
    default void what_another_node_has_erased_is_not_given_once_the_time_of_the_cache_is_over() {
        Subject subject = newSubject();
        NewEvent first = moved(newStream(), subject, secret());
        KeyId key = keyOf(stored(first));
        assertClear(first);

        takenAwayElsewhere(key);
        NewEvent second = moved(newStream(), subject, secret());
        KeyId next = keyOf(stored(second));

        assertThat(next).isNotEqualTo(key);
        assertClear(second);
        await(() -> formOf(read(first)) == Form.ERASED);
        takenAwayElsewhere(next);
        NewEvent third = moved(newStream(), subject, secret());
        inTransaction(() -> store().storeEvents(List.of(third)));
        assertThat(keyOf(read(third))).isNotEqualTo(next);
        assertClear(third);
    }

    @Test
    default void whoever_listens_is_told_of_an_erasure_at_its_place_in_the_log() {
        Subject subject = newSubject();
        StreamId stream = StreamId.of(listenedDomain(), newName());
        NewEvent before = moved(stream, subject, secret());
        NewEvent after = moved(stream, subject, secret());
        store().storeEvents(List.of(before));
        Erasure erasure = personal().erase(subject, null);
        store().storeEvents(List.of(after));

        List<String> wanted = List.of(
                Objects.requireNonNull(before.id()),
                Objects.requireNonNull(erasure.key()).text(),
                Objects.requireNonNull(after.id()));

        await(() -> listened().contains(after.id()));

        assertThat(listened().stream().filter(wanted::contains)).isEqualTo(wanted);
        assertThat(listened())
                .doesNotContain(Objects.requireNonNull(erasure.event()).id());
    }

    @Test
    default void no_event_is_of_a_key_that_was_gone_when_it_was_stored() {
        Subject subject = newSubject();
        StreamId stream = newStream();

        List<Outcome<List<NewEvent>>> outcomes = Race.of(WRITERS, threads(), writer -> {
            List<NewEvent> events = new ArrayList<>();
            if (writer == 0) { // an erasure of nothing is fast: without this all might be over before the first event
                await(() -> store().getStreamSequence(StreamId.of(stream.domain(), "1")) > 0);
            }
            for (int round = 0; round < ROUNDS; round++) {
                if (writer == 0) {
                    personal().erase(subject, "round " + round);
                } else {
                    NewEvent event = moved(StreamId.of(stream.domain(), Integer.toString(writer)), subject, secret());
                    store().storeEvents(List.of(event));
                    events.add(event);
                }
            }
            return events;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        Map<KeyId, Long> erased = new HashMap<>();
        Map<KeyId, Long> lastOf = new HashMap<>();
        for (StoredEvent event : log()) {
            if (event.type().equals(Erasure.TYPE)) {
                erased.put(new KeyId(event.payload().value().asJsonObject().getString("key")), event.position());
            } else if (event.stream().domain().equals(stream.domain())) {
                lastOf.merge(keyOf(event), event.position(), Math::max);
            }
        }
        assertThat(lastOf).hasSizeGreaterThan(1);
        Set<KeyId> left = new HashSet<>(lastOf.keySet());
        left.removeAll(erased.keySet());
        assertThat(left).hasSizeLessThanOrEqualTo(1);
        if (erasesInTransaction()) {
            lastOf.forEach(
                    (key, position) -> assertThat(position).isLessThan(erased.getOrDefault(key, Long.MAX_VALUE)));
        }
        outcomes.stream()
                .flatMap(outcome -> Objects.requireNonNull(outcome.value()).stream())
                .forEach(event -> assertForm(event, left.contains(keyOf(read(event))) ? Form.CLEAR : Form.ERASED));
    }

    @Test
    default void an_erasure_waits_for_a_transaction_that_has_appended_and_erases_that_as_well() throws Exception {
        Subject subject = newSubject();
        NewEvent before = moved(newStream(), subject, secret());
        NewEvent event = moved(newStream(), subject, secret());
        store().storeEvents(List.of(before));
        FutureTask<Erasure> eraser = new FutureTask<>(() -> personal().erase(subject, null));
        if (!erasesInTransaction()) {
            eraser.run();
            assertErased(before);
            return;
        }

        inTransaction(() -> {
            store().storeEvents(List.of(event));
            threads().newThread(eraser).start();
            // nothing tells that somebody waits: one who does not has time to be done
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> eraser.get(2, TimeUnit.SECONDS));
        });

        assertThat(eraser.get(PATIENCE.toMinutes(), TimeUnit.MINUTES).event()).isNotNull();
        assertErased(before);
        assertErased(event);
    }

    @Test
    default void erasures_at_the_same_time_all_come_about() {
        List<NewEvent> events = new ArrayList<>();
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            subjects.add(newSubject());
            events.add(moved(newStream(), subjects.get(i), secret()));
        }
        store().storeEvents(events);

        List<Outcome<Erasure>> outcomes =
                Race.of(WRITERS, threads(), eraser -> personal().erase(subjects.get(eraser), null));

        assertThat(Race.errors(outcomes)).isEmpty();
        assertThat(Race.values(outcomes))
                .allSatisfy(erasure -> assertThat(erasure.event()).isNotNull());
        events.forEach(this::assertErased);
    }
}
