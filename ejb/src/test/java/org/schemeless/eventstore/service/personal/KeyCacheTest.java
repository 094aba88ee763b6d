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

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalMembers.Form;
import org.schemeless.eventstore.Subject;

class KeyCacheTest {

    private static final KeyId KEY = new KeyId("k1");
    private static final Subject SUBJECT = Subject.of("customer", "42");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private long now = Long.MAX_VALUE - 5;
    private final KeyCache cache = new KeyCache(() -> now);

    KeyCacheTest() {
        cache.start(MINUTE);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void a_key_is_known_by_id_and_subject_until_its_time_is_over() {
        byte[] secret = AesGcm.newKey();
        cache.put(KEY, SUBJECT, secret, cache.now());

        assertThat(cache.find(KEY).orElseThrow().form()).isEqualTo(Form.CLEAR);
        assertThat(cache.find(SUBJECT).orElseThrow().id()).isEqualTo(KEY);
        pass(MINUTE.minusNanos(1));
        assertThat(cache.find(KEY)).isPresent();
        pass(Duration.ofNanos(1));
        assertThat(cache.find(KEY)).isEmpty();
        assertThat(cache.find(SUBJECT)).isEmpty();
    }

    @Test
    void the_time_counts_from_before_it_was_looked_for() {
        long since = cache.now();
        pass(MINUTE.minusSeconds(1));
        cache.put(KEY, SUBJECT, AesGcm.newKey(), since);

        assertThat(cache.find(KEY)).isPresent();
        pass(Duration.ofSeconds(1));
        assertThat(cache.find(KEY)).isEmpty();
        cache.put(KEY, SUBJECT, AesGcm.newKey(), since);
        assertThat(cache.size()).isZero();
    }

    @Test
    void what_was_looked_for_before_a_key_was_forgotten_is_not_taken_in() {
        long since = cache.now();
        pass(Duration.ofNanos(1));
        cache.forget(Set.of(KEY));
        cache.put(KEY, SUBJECT, AesGcm.newKey(), since);
        assertThat(cache.find(KEY)).isEmpty();

        pass(Duration.ofNanos(1));
        cache.put(KEY, SUBJECT, AesGcm.newKey(), cache.now());
        assertThat(cache.find(KEY)).isPresent();
    }

    @Test
    void what_is_over_or_soon_will_be_goes_though_nobody_asks() {
        cache.put(KEY, SUBJECT, AesGcm.newKey(), cache.now());
        pass(Duration.ofSeconds(30));
        cache.put(new KeyId("k2"), Subject.of("customer", "43"), AesGcm.newKey(), cache.now());
        cache.put(SubjectKey.gone(new KeyId("k3")), cache.now());

        cache.purge(Duration.ofSeconds(1));
        assertThat(cache.size()).isEqualTo(3);
        pass(Duration.ofSeconds(29));
        cache.purge(Duration.ofSeconds(1));
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.find(SUBJECT)).isEmpty();
        pass(Duration.ofSeconds(30));
        cache.purge(Duration.ofSeconds(1));
        assertThat(cache.size()).isZero();
    }

    @Test
    void it_has_a_copy_of_its_own_which_calls_get_copies_of() {
        byte[] secret = AesGcm.newKey();
        byte[] before = secret.clone();
        cache.put(KEY, SUBJECT, secret, cache.now());
        Arrays.fill(secret, (byte) 0);

        SubjectKey found = cache.find(KEY).orElseThrow();
        cache.forget(Set.of(KEY));

        assertThat(found.secret().getEncoded()).isEqualTo(before);
        assertThat(cache.find(KEY)).isEmpty();
        assertThat(cache.find(SUBJECT)).isEmpty();
        assertThat(cache.size()).isZero();
    }

    @Test
    void that_a_key_is_gone_or_locked_is_known_as_well() {
        cache.put(SubjectKey.gone(KEY), cache.now());
        cache.put(SubjectKey.locked(new KeyId("k2"), SUBJECT), cache.now());

        assertThat(cache.find(KEY).orElseThrow().form()).isEqualTo(Form.ERASED);
        assertThat(cache.find(SUBJECT).orElseThrow().form()).isEqualTo(Form.LOCKED);
    }

    @Test
    void the_next_key_of_a_subject_takes_the_place_of_the_one_before() {
        cache.put(KEY, SUBJECT, AesGcm.newKey(), cache.now());
        cache.put(new KeyId("k2"), SUBJECT, AesGcm.newKey(), cache.now());
        cache.forget(Set.of(KEY));

        assertThat(cache.find(SUBJECT).orElseThrow().id()).isEqualTo(new KeyId("k2"));
    }

    @Test
    void without_a_time_nothing_is_known_and_there_is_a_bound() {
        for (int i = 0; i < 10_001; i++) {
            cache.put(new KeyId("k" + i), Subject.of("customer", "c" + i), AesGcm.newKey(), cache.now());
        }
        assertThat(cache.size()).isEqualTo(10_000);
        assertThat(cache.find(new KeyId("k0"))).isEmpty();
        assertThat(cache.find(new KeyId("k10000"))).isPresent();
        cache.start(Duration.ZERO);
        cache.put(new KeyId("other"), SUBJECT, AesGcm.newKey(), cache.now());
        assertThat(cache.find(SUBJECT)).isEmpty();
        assertThat(cache.find(new KeyId("other"))).isEmpty();
    }
}
