/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

class EventContextTest {

    private static final StreamId STREAM = StreamId.of("d", "s");
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + PARENT + "-01";

    private static NewEvent.Builder event() {
        return NewEvent.in(STREAM, "t").payload(1);
    }

    private static StoredEvent stored(String correlation, String meta) {
        JsonText json = meta == null ? null : JsonText.parse(meta);
        return new StoredEvent("e1", STREAM, 1, 1L, "t", JsonText.parse("1"), json, correlation, null, Instant.EPOCH);
    }

    private static JsonText json(String text) {
        return JsonText.parse(text);
    }

    @Test
    void what_an_event_lacks_is_filled_in_and_what_it_has_stays() {
        EventContext context = EventContext.none()
                .correlation("order")
                .causation("command")
                .meta("user", "anna")
                .traceparent(TRACEPARENT);

        NewEvent bare = context.fill(event().build());
        assertThat(bare.correlationId()).isEqualTo("order");
        assertThat(bare.causationId()).isEqualTo("command");
        assertThat(bare.meta()).isEqualTo(json("{\"user\":\"anna\",\"traceparent\":\"" + TRACEPARENT + "\"}"));
        assertThat(bare.own()).isEqualTo(new NewEvent.Own(null, null, null));
        NewEvent own = event().correlationId("mine")
                .causationId("my cause")
                .metaJson("{\"schemaVersion\":2,\"user\":\"berta\"}")
                .build();
        NewEvent filled = context.fill(own);
        assertThat(filled.correlationId()).isEqualTo("mine");
        assertThat(filled.causationId()).isEqualTo("my cause");
        assertThat(filled.meta())
                .isEqualTo(json("{\"schemaVersion\":2,\"user\":\"berta\",\"traceparent\":\"" + TRACEPARENT + "\"}"));
        assertThat(EventContext.none().fill(List.of(own)))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("own")
                .containsExactly(own);
    }

    @Test
    void what_an_event_has_by_itself_stays_known_whatever_contexts_fill_in() {
        NewEvent own =
                event().id("mine").causationId("my cause").metaJson("{\"a\":1}").build();
        NewEvent.Own mark = new NewEvent.Own(null, "my cause", json("{\"a\":1}"));

        NewEvent filled = EventContext.none().correlation("c").meta("m", "v").fill(own);
        assertThat(own.own()).isNull();
        assertThat(filled.id()).isEqualTo("mine");
        assertThat(filled.correlationId()).isEqualTo("c");
        assertThat(filled.own()).isEqualTo(mark);
        assertThat(EventContext.none().correlation("d").fill(filled).own()).isEqualTo(mark);
        assertThat(filled.stamped("other", Instant.EPOCH).own()).isEqualTo(mark);
    }

    @Test
    void the_cause_is_the_event_its_correlation_stays_and_its_trace_goes_along() {
        NewEvent second = EventContext.causedBy(
                        stored("order", "{\"user\":\"anna\",\"traceparent\":\"" + TRACEPARENT + "\"}"))
                .fill(event().build());
        assertThat(second.causationId()).isEqualTo("e1");
        assertThat(second.correlationId()).isEqualTo("order");
        assertThat(second.meta()).isEqualTo(json("{\"traceparent\":\"" + TRACEPARENT + "\"}"));

        for (String meta : new String[] {null, "{}", "{\"traceparent\":7}", "{\"traceparent\":\"no\"}"}) {
            NewEvent first = EventContext.causedBy(stored(null, meta)).fill(event().build());
            assertThat(first.correlationId()).isEqualTo("e1");
            assertThat(first.meta()).isNull();
        }
    }

    @Test
    void a_context_is_open_for_its_thread_until_it_is_closed_and_one_within_takes_its_place() {
        EventContext outer = EventContext.none().correlation("outer");
        EventContext inner = EventContext.none().causation("inner");
        List<EventContext> seen = new ArrayList<>();

        outer.run(() -> {
            inner.run(() -> {
                seen.add(EventContext.current());
                seen.add(CompletableFuture.supplyAsync(EventContext::current).join());
            });
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> inner.run(() -> {
                        throw new UnsupportedOperationException();
                    }));
            seen.add(EventContext.current());
        });

        assertThat(seen).containsExactly(inner, EventContext.none(), outer);
        assertThat(EventContext.current()).isSameAs(EventContext.none());
    }

    @Test
    void names_that_have_a_meaning_and_ids_beyond_the_limits_are_refused() {
        for (String member : List.of("schemaVersion", "traceparent")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventContext.none().meta(member, "1"))
                    .withMessageContaining(member);
        }
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(
                        () -> EventContext.none().correlation("c".repeat(65)).fill(event().build()))
                .withMessageContaining("correlationId");
    }

    private static JsonText metaWith(String header) {
        return EventContext.none()
                .traceparent(TRACEPARENT)
                .traceparent(header)
                .fill(event().build())
                .meta();
    }

    @Test
    void a_trace_is_taken_as_the_recommendation_has_it() {
        String unsampled = "00-" + TRACE + "-" + PARENT + "-00";
        assertThat(metaWith(unsampled)).isEqualTo(json("{\"traceparent\":\"" + unsampled + "\"}"));
        for (String later : List.of("01-" + TRACE + "-" + PARENT + "-03", "cc-" + TRACE + "-" + PARENT + "-01-more")) {
            assertThat(metaWith(later)).isEqualTo(json("{\"traceparent\":\"" + TRACEPARENT + "\"}"));
        }
        for (String invalid : new String[] {
            null,
            "",
            TRACEPARENT + "-more",
            TRACEPARENT + ".",
            TRACEPARENT.toUpperCase(java.util.Locale.ROOT),
            "ff-" + TRACE + "-" + PARENT + "-01",
            "00-" + "0".repeat(32) + "-" + PARENT + "-01",
            "00-" + TRACE + "-" + "0".repeat(16) + "-01",
            "00-" + TRACE + "-" + PARENT,
            "01-" + TRACE + "-" + PARENT + "-01more"
        }) {
            assertThat(metaWith(invalid)).as(invalid).isNull();
        }
    }
}
