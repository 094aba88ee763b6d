/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.spi.KeptCommand.Run;

class KeptCommandTest {

    private static final Command COMMAND = new Command("scope", "id", "content");
    private static final StreamId A = StreamId.of("a", "\"1\" \\ ü\ud83d\ude00");
    private static final StreamId B = StreamId.of("b");
    private static final StreamId NAMED = StreamId.of("named", "1");

    private int ids;

    private Append append(StreamId... streams) {
        List<NewEvent> events = Stream.of(streams)
                .map(stream -> NewEvent.in(stream, "t")
                        .id("" + ids++)
                        .payload(1)
                        .created(Instant.EPOCH)
                        .build())
                .toList();
        return new Append(events, ExpectedSequence.perStream(Map.of(NAMED, ExpectedSequence.streamExists())), Set.of())
                .keeping(COMMAND);
    }

    private static KeptCommand kept(Append append, Map<StreamId, Long> sequences) {
        return KeptCommand.of(append, append.sequenced(sequences), sequences);
    }

    @Test
    void events_that_stand_side_by_side_are_a_run_and_streams_only_named_come_last() {
        KeptCommand kept = kept(append(A, A, B, A, B, B), Map.of(A, 4L, B, 0L, NAMED, 9L));

        assertThat(kept.content()).isEqualTo("content");
        assertThat(kept.runs())
                .containsExactly(
                        new Run(A, 6, 2), new Run(B, 1, 1), new Run(A, 7, 1), new Run(B, 3, 2), new Run(NAMED, 9, 0));
        assertThat(kept.sequences()).containsExactly(Map.entry(A, 7L), Map.entry(B, 3L), Map.entry(NAMED, 9L));
    }

    @Test
    void a_stream_that_is_named_and_written_to_is_there_once() {
        assertThat(kept(append(NAMED), Map.of(NAMED, 9L)).runs()).containsExactly(new Run(NAMED, 10, 1));
    }

    @Test
    void the_text_is_read_as_it_was_written() {
        KeptCommand kept = kept(append(A, B, A), Map.of(NAMED, 1L << 52));

        assertThat(KeptCommand.of("content", kept.runsText())).isEqualTo(kept);
        assertThat(kept.runsText())
                .isEqualTo("[[\"a\",\"\\\"1\\\" \\\\ ü\ud83d\ude00\",1,1],[\"b\",\"\",1,1],"
                        + "[\"a\",\"\\\"1\\\" \\\\ ü\ud83d\ude00\",2,1],[\"named\",\"1\",4503599627370496,0]]");
        assertThat(KeptCommand.of(null, "[]")).isEqualTo(new KeptCommand(null, List.of()));
    }

    @Test
    void only_content_that_is_there_on_both_sides_is_compared() {
        KeptCommand with = new KeptCommand("content", List.of());
        KeptCommand without = new KeptCommand(null, List.of());
        Command other = new Command("scope", "id", "other");

        assertThatCode(() -> {
                    with.requireOf(COMMAND);
                    with.requireOf(new Command("scope", "id", null));
                    without.requireOf(other);
                })
                .doesNotThrowAnyException();
        assertThatExceptionOfType(DuplicateEventException.class).isThrownBy(() -> with.requireOf(other));
    }

    @Test
    void an_append_without_a_command_keeps_none() {
        Append append = new Append(List.of(), ExpectedSequence.any(), Set.of());

        assertThatIllegalArgumentException().isThrownBy(() -> kept(append, Map.of()));
    }
}
