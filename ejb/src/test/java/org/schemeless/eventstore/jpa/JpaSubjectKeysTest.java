/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.SubjectKeys.IdPage;

class JpaSubjectKeysTest {

    private static final Subject SUBJECT = Subject.of("customer", "42");

    private H2Store store;
    private JpaSubjectKeys keys;

    @BeforeEach
    void createTables() throws SQLException {
        store = new H2Store();
        keys = new JpaSubjectKeys(store.connections());
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    private static WrappedKey key(String id, Subject subject) {
        return new WrappedKey(new KeyId(id), subject, "env:A", "AAAA", Instant.EPOCH);
    }

    private static WrappedKey wrappedAnew(WrappedKey key) {
        return new WrappedKey(key.id(), key.subject(), "env:B", "BBBB", key.created());
    }

    @Test
    void a_subject_has_one_key_whoever_makes_another_one() {
        WrappedKey first = key("k1", SUBJECT);

        assertThat(keys.keep(first)).isEqualTo(first);
        assertThat(keys.keep(key("k2", SUBJECT))).isEqualTo(first);
        assertThat(keys.of(SUBJECT)).contains(first);
        assertThat(keys.of(Subject.of("customer", "43"))).isEmpty();
        assertThat(keys.withIds(Set.of(first.id(), new KeyId("k2")))).containsOnly(Map.entry(first.id(), first));
    }

    @Test
    void who_is_second_gets_the_key_of_who_was_first() {
        WrappedKey other = key("k1", SUBJECT);
        AtomicBoolean raced = new AtomicBoolean();
        JpaSubjectKeys slow = new JpaSubjectKeys(store.connections(() -> {
            if (raced.compareAndSet(false, true)) {
                keys.keep(other);
            }
        }));

        assertThat(slow.keep(key("k2", SUBJECT))).isEqualTo(other);
    }

    @Test
    void of_a_key_that_was_taken_away_nothing_is_left_but_its_id_which_no_key_has_again() throws SQLException {
        keys.keep(key("k1", SUBJECT));

        assertThat(keys.remove(new KeyId("k1"))).isTrue();
        assertThat(keys.remove(new KeyId("k1"))).isFalse();
        assertThat(keys.of(SUBJECT)).isEmpty();
        assertThat(keys.withIds(Set.of(new KeyId("k1")))).isEmpty();
        assertThat(keys.page(null, 10)).isEmpty();
        assertThat(store.numbers("SELECT COUNT(*) FROM eventstore_subject_key WHERE subject_type IS NULL"
                        + " AND subject_id IS NULL AND master_key IS NULL AND wrapped IS NULL"))
                .containsExactly(1L);
        assertThatExceptionOfType(GoneKeysException.class).isThrownBy(() -> keys.keep(key("k1", SUBJECT)));
        assertThat(keys.keep(key("k2", SUBJECT)).id()).isEqualTo(new KeyId("k2"));
    }

    @Test
    void a_key_is_wrapped_anew_unless_it_was_meanwhile_or_is_gone() {
        WrappedKey first = keys.keep(key("k1", SUBJECT));

        assertThat(keys.replace(first, wrappedAnew(first))).isTrue();
        assertThat(keys.replace(first, wrappedAnew(first))).isFalse();
        assertThat(keys.of(SUBJECT)).contains(wrappedAnew(first));
        keys.remove(first.id());
        assertThat(keys.replace(wrappedAnew(first), first)).isFalse();
        assertThat(keys.of(SUBJECT)).isEmpty();
    }

    @Test
    void keys_come_page_by_page() {
        WrappedKey first = keys.keep(key("k1", SUBJECT));
        WrappedKey second = keys.keep(key("k2", Subject.of("customer", "43")));

        assertThat(keys.page(null, 1)).containsExactly(first);
        assertThat(keys.page(first.id(), 10)).containsExactly(second);
    }

    @Test
    void the_last_keys_are_those_that_are_there() {
        WrappedKey first = keys.keep(key("k1", SUBJECT));
        WrappedKey second = keys.keep(key("k2", Subject.of("customer", "43")));
        keys.keep(key("k3", Subject.of("customer", "44")));
        keys.remove(new KeyId("k3"));

        assertThat(keys.last(1)).containsExactly(second);
        assertThat(keys.last(10)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void the_events_of_a_key_come_page_by_page_and_no_page_begins_after_what_is_no_number() throws SQLException {
        for (String id : List.of("a", "b")) {
            store.execute("INSERT INTO eventstore_event (event_id,domain,identifier,sequence,type,payload,created,run,"
                    + "run_offset,position) VALUES ('" + id + "','" + id + "','',1,'t','1',0,1,0,0)");
            store.execute("INSERT INTO eventstore_personal (key_id,row_id) SELECT 'k1',row_id FROM eventstore_event"
                    + " WHERE event_id='" + id + "'");
        }

        IdPage first = keys.eventsOf(new KeyId("k1"), null, 1);
        assertThat(first.ids()).containsExactly("a");
        IdPage second = keys.eventsOf(new KeyId("k1"), first.next(), 2);
        assertThat(second).isEqualTo(new IdPage(List.of("b"), null));
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> keys.eventsOf(new KeyId("k1"), "x", 1));
    }
}
