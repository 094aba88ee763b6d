/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Upcasting;

class PayloadsTest {

    /** Makes as many of an event as its sequence says, and knows one type. */
    private static final class Copies implements Upcasting {

        @Override
        public boolean knows(StoredEvent event) {
            return event.type().equals("known");
        }

        @Override
        public List<StoredEvent> upcast(StoredEvent event) {
            return IntStream.range(0, (int) event.sequence())
                    .mapToObj(i -> event)
                    .toList();
        }
    }

    private static final Payloads TODAY = Payloads.of("true", Optional.of(new Copies()));

    private static StoredEvent event(String type, long sequence) {
        return new StoredEvent(
                "e", StreamId.of("d", "i"), sequence, 5L, type, JsonText.parse("1"), null, null, null, Instant.EPOCH);
    }

    private static void assertRefused(Runnable call, String... named) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(call::run)
                .withMessageContainingAll(named)
                .satisfies(e -> assertThat(e.getField()).isEqualTo("upcast"));
    }

    @Test
    void an_event_is_whole_unless_upcasters_have_made_several_of_it() {
        Payloads stored = Payloads.of("false", Optional.of(new Copies()));

        assertThat(stored.of(event("known", 2))).containsExactly(new EventPart(event("known", 2), null));
        assertThat(stored.query()).isEmpty();
        assertThat(TODAY.of(List.of(event("known", 1), event("known", 0), event("known", 2))))
                .containsExactly(
                        new EventPart(event("known", 1), null),
                        new EventPart(event("known", 2), 0),
                        new EventPart(event("known", 2), 1));
        assertThat(TODAY.query()).isEqualTo("&upcast=true");
    }

    @Test
    void sealed_ones_are_as_they_are_stored_and_not_those_of_today() {
        Payloads sealed = Payloads.of("false", Optional.empty()).sealed();

        assertThat(sealed.isSealed()).isTrue();
        assertThat(sealed.query()).isEqualTo("&sealed=true");
        assertThat(Payloads.of("false", Optional.empty()).isSealed()).isFalse();
        assertThat(Payloads.isSealed("true")).isTrue();
        assertThat(Payloads.isSealed("false")).isFalse();
        for (Runnable wrong : List.<Runnable>of(TODAY::sealed, () -> Payloads.isSealed("1"))) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(wrong::run)
                    .satisfies(e -> assertThat(e.getField()).isEqualTo("sealed"));
        }
    }

    @Test
    void what_has_no_class_or_no_room_is_refused() {
        assertRefused(() -> Payloads.of("true", Optional.empty()), "no classes");
        assertRefused(() -> Payloads.of("1", Optional.of(new Copies())), "\"1\"", "true, false");
        assertRefused(() -> TODAY.of(event("other", 1)), "\"other\"", "\"e\"");
        assertRefused(() -> TODAY.single(event("known", 2)), "2", "\"e\"");
        assertRefused(() -> TODAY.single(event("known", 0)), "0", "\"e\"");
        assertThat(TODAY.single(event("known", 1))).isEqualTo(event("known", 1));
    }

    @Test
    void parts_have_an_index_and_as_cloud_events_an_id_of_their_own() {
        EventPart part = TODAY.of(event("known", 2)).get(1);
        EventPart whole = TODAY.of(event("known", 1)).get(0);

        assertThat(EventJson.of(part).toString()).endsWith(",\"index\":1}");
        assertThat(EventJson.of(whole).toString()).doesNotContain("index");
        assertThat(CloudEventJson.of(part).toString()).contains("\"id\":\"e/1\"");
        assertThat(CloudEventJson.of(whole).toString()).contains("\"id\":\"e\"");
    }

    @Test
    void live_the_position_is_known_after_the_last_part() {
        String text = new String(LogFormat.EVENTS.event(TODAY.of(event("known", 2))), StandardCharsets.UTF_8);

        assertThat(text.lines().map(line -> line.replaceFirst("data: .*index\":", "")))
                .containsExactly("0}", "", "id: 5", "1}", "");
    }
}
