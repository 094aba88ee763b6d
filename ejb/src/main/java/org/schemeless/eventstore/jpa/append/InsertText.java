/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;

/**
 * The statement that writes events side by side. What it says about runs is part of its text: it is the same for
 * batches of one size to one stream, and the driver has less to do. There is no blank that could be left out, since the
 * driver reads the text character by character.
 */
final class InsertText {

    private static final String INSERT =
            "INSERT INTO eventstore_event (event_id,domain,identifier,sequence,type,payload,"
                    + "meta,correlation_id,causation_id,created,run,run_offset,position) VALUES ";

    /** What the same statement begins with if an event has tags. */
    private static final String INSERT_TAGGED = INSERT.replace("created,", "created,tags,");

    /** What it begins with if an event has personal members. */
    private static final String INSERT_PERSONAL = INSERT.replace("created,", "created,tags,personal,");

    /**
     * The sequence of the first row of a run in a stream that goes on. If the event before it is missing it is null,
     * which no row may have. MySQL reads the table it writes to only by way of a derived one.
     */
    private static final String NEXT = "(SELECT p.head+1 FROM (SELECT MAX(sequence) AS head FROM"
            + " eventstore_event WHERE domain=? AND identifier=? AND sequence=?) p)";

    /**
     * The sequence of the first row of a stream that is new; null if it is not. The unique key would tell as well, but
     * who waits for another transaction by it keeps all waiting who write before that row in MySQL's index, to whatever
     * stream. This waits for the row alone, under READ COMMITTED.
     */
    private static final String FIRST = "(SELECT CASE WHEN p.n=0 THEN 1 END FROM (SELECT COUNT(*) AS n FROM"
            + " eventstore_event WHERE domain=? AND identifier=? AND sequence=1) p)";

    private InsertText() {}

    /** Ten parameters for each event, less those that are null, and one more if it has tags. */
    static String of(List<StoredEvent> events) {
        return text(events, false);
    }

    /**
     * The parameters of each event that {@link #begins} a run, in the place of its sequence: its stream, and, unless it
     * is new, the sequence before.
     */
    static String guarded(List<StoredEvent> events) {
        return text(events, true);
    }

    /** Whether a run begins here. */
    static boolean begins(List<StoredEvent> events, int index) {
        return index == 0 || !events.get(index - 1).stream().equals(events.get(index).stream());
    }

    private static String text(List<StoredEvent> events, boolean guarded) {
        boolean tagged = events.stream().anyMatch(event -> !event.tags().isEmpty());
        boolean personal = events.stream().anyMatch(event -> !event.personal().isEmpty());
        StringBuilder text = new StringBuilder(personal ? INSERT_PERSONAL : tagged ? INSERT_TAGGED : INSERT);
        int from = 0;
        while (from < events.size()) {
            int run = run(events, from);
            for (int offset = 0; offset < run; offset++) {
                text.append(from + offset == 0 ? "" : ",");
                row(text, events.get(from + offset), guarded && offset == 0);
                if (tagged || personal) {
                    text.append(events.get(from + offset).tags().isEmpty() ? "NULL," : "?,");
                }
                if (personal) {
                    text.append(events.get(from + offset).personal().isEmpty() ? "NULL," : "?,");
                }
                text.append(run).append(',').append(offset).append(offset == 0 ? ",0)" : ",-1)");
            }
            from += run;
        }
        return text.toString();
    }

    /** Most events have none of these three; servers make each parameter dear. */
    private static void row(StringBuilder text, StoredEvent event, boolean guarded) {
        String guard = event.sequence() == 1 ? FIRST : NEXT;
        text.append("(?,?,?,").append(guarded ? guard : "?").append(",?,?,");
        text.append(orNull(event.meta())).append(orNull(event.correlationId())).append(orNull(event.causationId()));
        text.append("?,");
    }

    private static String orNull(@Nullable Object value) {
        return value == null ? "NULL," : "?,";
    }

    /** How many events, from this one on, are of its stream. */
    private static int run(List<StoredEvent> events, int from) {
        int to = from + 1;
        while (to < events.size() && !begins(events, to)) {
            to++;
        }
        return to - from;
    }
}
