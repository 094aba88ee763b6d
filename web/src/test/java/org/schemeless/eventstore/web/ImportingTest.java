/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.ImportRefusedException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.service.EventImportService;
import org.schemeless.eventstore.web.format.ImportResult;
import org.schemeless.eventstore.web.format.LogLines;
import org.schemeless.eventstore.web.format.RequestBody;

class ImportingTest {

    private static final long MAX_LINE = 2_000_000;
    private static final Headers HEADERS = new Headers().and("Content-Type", "application/x-ndjson");

    private final List<Integer> batches = new ArrayList<>();
    private final BodyMemory memory = new BodyMemory(Long.MAX_VALUE, Duration.ZERO, System::nanoTime);
    private int made;

    /** Remembers how many events each batch has. */
    private final EventImportService store = new EventImportService() {
        @Override
        public int storeInOrder(List<StoredEvent> events) {
            batches.add(events.size());
            return events.size();
        }
    };

    private static String line(int sequence, String payload) {
        return "{\"id\":\"e" + sequence + "\",\"domain\":\"d\",\"type\":\"t\",\"sequence\":" + sequence
                + ",\"position\":" + (sequence + 100) + ",\"payload\":" + payload
                + ",\"created\":\"2001-02-03T04:05:06Z\"}\n";
    }

    /** A body of so many lines, each made when it is read. */
    private InputStream body(int count, IntFunction<String> line) {
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return made < count;
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(line.apply(++made).getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private ImportResult run(EventImportService into, InputStream body) throws IOException {
        return new Importing(into, new RequestBody(HEADERS, body).logLines(MAX_LINE), memory.share()).run();
    }

    @Test
    void a_batch_has_a_thousand_events() throws IOException {
        ImportResult result = run(store, body(2500, i -> line(i, "1")));
        assertThat(batches).containsExactly(1000, 1000, 500);
        assertThat(result).isEqualTo(new ImportResult(2500, 2500, 2600L));
    }

    @Test
    void a_batch_of_large_events_has_fewer() throws IOException {
        String megabyte = "\"" + "x".repeat(1024 * 1024) + "\"";
        run(store, body(20, i -> line(i, megabyte)));
        assertThat(batches).containsExactly(8, 8, 4);
    }

    @Test
    void no_more_is_read_than_the_batch_needs() throws IOException {
        List<Integer> madeBefore = new ArrayList<>();
        EventImportService watching = new EventImportService() {
            @Override
            public int storeInOrder(List<StoredEvent> events) {
                madeBefore.add(made);
                return 0;
            }
        };
        assertThat(run(watching, body(2500, i -> line(i, "1"))).stored()).isZero();
        assertThat(madeBefore).containsExactly(1000, 2000, 2500);
    }

    @Test
    void what_came_before_the_connection_broke_is_stored() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        InputStream body = new SequenceInputStream(body(1200, i -> line(i, "1")), broken);
        assertThatThrownBy(() -> run(store, body)).isInstanceOf(IOException.class);
        assertThat(batches).containsExactly(1000, 200);
    }

    @Test
    void what_is_stored_counts_no_more_in_the_memory_for_bodies() throws IOException {
        BodyMemory little = new BodyMemory(2 * MAX_LINE, Duration.ZERO, System::nanoTime);
        try (BodyMemory.Share share = little.share()) {
            InputStream body = counted(body(20_000, i -> line(i, "1")), share);
            LogLines lines = new RequestBody(HEADERS, body).logLines(MAX_LINE);
            assertThat(new Importing(store, lines, share).run().stored()).isEqualTo(20_000);
        }
        assertThat(little.free()).isEqualTo(2 * MAX_LINE);
    }

    @Test
    void where_there_is_no_memory_for_more_what_came_before_is_stored_and_the_place_is_told() {
        BodyMemory little = new BodyMemory(MAX_LINE, Duration.ZERO, System::nanoTime);
        BodyMemory.Share other = little.share();
        other.reserve(MAX_LINE);
        try (BodyMemory.Share share = little.share()) {
            String large = "\"" + "x".repeat(70_000) + "\"";
            InputStream body = counted(body(20, i -> line(i, i > 1 ? large : "1")), share);
            LogLines lines = new RequestBody(HEADERS, body).logLines(MAX_LINE);
            assertThatThrownBy(() -> new Importing(store, lines, share).run())
                    .isInstanceOfSatisfying(WebApplicationException.class, error -> {
                        assertThat(error.getResponse().getStatus()).isEqualTo(503);
                        assertThat(error.getResponse().getHeaderString("Retry-After"))
                                .isEqualTo("1");
                        assertThat((String) error.getResponse().getEntity())
                                .contains("\"line\":2", "\"events\":1", "\"stored\":1", "\"position\":101");
                    });
        }
        other.close();
        assertThat(batches).containsExactly(1);
        assertThat(little.free()).isEqualTo(MAX_LINE);
    }

    private static InputStream counted(InputStream body, BodyMemory.Share share) {
        return new FilterInputStream(body) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                share.add(Math.max(count, 0));
                return count;
            }
        };
    }

    @Test
    void what_the_backend_cannot_store_now_is_told_with_the_place_to_go_on_from() {
        EventImportService failing = new EventImportService() {
            @Override
            public int storeInOrder(List<StoredEvent> events) {
                if (events.get(0).sequence() > 1000) {
                    throw new EventStoreUnavailableException("away", new IOException());
                }
                return events.size();
            }
        };
        assertThatThrownBy(() -> run(failing, body(2500, i -> line(i, "1"))))
                .isInstanceOfSatisfying(WebApplicationException.class, error -> {
                    assertThat(error.getResponse().getStatus()).isEqualTo(503);
                    assertThat((String) error.getResponse().getEntity())
                            .contains("\"line\":1001", "\"events\":1000", "\"stored\":1000", "\"position\":1100");
                });
    }

    @Test
    void a_wrong_line_is_named_by_its_number_and_what_stands_before_it_is_stored() {
        IntFunction<String> lines = i -> i == 1106 ? "\n{\"id\":\n" : line(i, "1");
        assertThatThrownBy(() -> run(store, body(2500, lines)))
                .isInstanceOfSatisfying(WebApplicationException.class, error -> {
                    assertThat(error.getResponse().getStatus()).isEqualTo(400);
                    assertThat((String) error.getResponse().getEntity())
                            .contains("\"line\":1107", "\"events\":1105", "\"stored\":1105", "\"position\":1205");
                });
        assertThat(batches).containsExactly(1000, 105);
    }

    @Test
    void a_line_that_the_store_refuses_is_named_by_its_number() {
        assertRefused(event -> new DuplicateEventException(event.id(), "the stored event has another time"));
        assertRefused(event -> new ConcurrencyError(event.stream(), ExpectedSequence.exactly(event.sequence() - 1), 7));
    }

    /** For the sake of an event in the middle of the second batch, after an empty line. */
    private void assertRefused(Function<StoredEvent, RuntimeException> error) {
        EventImportService refusing = new EventImportService() {
            @Override
            public int storeInOrder(List<StoredEvent> events) {
                if (events.get(0).sequence() > 1000) {
                    throw new ImportRefusedException(234, error.apply(events.get(234)));
                }
                return events.size();
            }
        };
        made = 0;
        assertThatThrownBy(() -> run(refusing, body(2500, i -> (i == 7 ? "\n" : "") + line(i, "1"))))
                .isInstanceOfSatisfying(WebApplicationException.class, refused -> {
                    assertThat(refused.getResponse().getStatus()).isEqualTo(409);
                    assertThat((String) refused.getResponse().getEntity()).contains("\"line\":1236", "\"events\":1000");
                });
    }
}
