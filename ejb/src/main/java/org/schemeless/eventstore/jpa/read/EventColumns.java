/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.table.StoredTags;
import org.schemeless.eventstore.spi.Micros;
import org.schemeless.eventstore.spi.StoredJson;
import org.schemeless.eventstore.spi.StoredPersonal;

/**
 * The columns of a query for many events, which are made straight from them: rows of JPA in between would take as long
 * as all the rest. Each column is read once and in its order, since MySQL's driver walks along the row from its start
 * to whatever lies before the column it read last.
 */
public final class EventColumns {

    /**
     * The most events of a run, and so the most rows of one statement that writes. As long as there are longer runs it
     * must not be less.
     */
    public static final int LONGEST_RUN = 1000;

    private static final String FIRST = "sequence,position,run,run_offset,";
    private static final String LAST = "event_id,type,payload,meta,correlation_id,causation_id,created,tags,personal";
    private static final int FURTHER = 5;

    private final String further;
    private final int count;

    private EventColumns(String... further) {
        this.further = String.join(",", further) + ",";
        this.count = further.length;
    }

    /** @param further what the query selects beside the event */
    static EventColumns with(String... further) {
        return new EventColumns(further);
    }

    /** The columns as they stand in the query. */
    @Override
    public String toString() {
        return FIRST + further + LAST;
    }

    /** What is done with a row. */
    interface Reader {

        void read(Row row) throws SQLException;
    }

    void each(PreparedStatement query, Reader reader) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                reader.read(new Row(rows, FURTHER + count));
            }
        }
    }

    /** The present row. */
    static final class Row {

        private final ResultSet columns;
        private final int last;
        private final long sequence;
        private final long position;
        private final int run;
        private final int runOffset;

        private Row(ResultSet columns, int last) throws SQLException {
            this.columns = columns;
            this.last = last;
            sequence = columns.getLong(1);
            position = columns.getLong(2);
            run = columns.getInt(3);
            runOffset = columns.getInt(4);
        }

        long sequence() {
            return sequence;
        }

        /** The place in the log of the first of a run, 0 until it is assigned; the others have none. */
        long position() {
            return position;
        }

        /** How many events of one stream were written side by side, this one among them. */
        int run() {
            return run;
        }

        /** How many events of its run stand before it. */
        int runOffset() {
            return runOffset;
        }

        /** The sequence of the first of its run. */
        long firstSequence() {
            return sequence - runOffset;
        }

        /** The further column of this index. They are to be asked for in their order, and before the event. */
        long number(int index) throws SQLException {
            return columns.getLong(FURTHER + index);
        }

        /** The stream whose domain is the further column of this index, and whose identifier is the next. */
        StreamId stream(int index) throws SQLException {
            return new StreamId(required(FURTHER + index), required(FURTHER + index + 1));
        }

        /** @param first the position of the first of its run, 0 if it has none yet */
        StoredEvent event(StreamId stream, long first) throws SQLException {
            String id = required(last);
            return new StoredEvent(
                    id,
                    stream,
                    sequence,
                    first == 0 ? null : Long.valueOf(first + runOffset),
                    required(last + 1),
                    StoredJson.payload(id, text(last + 2)),
                    StoredJson.meta(id, text(last + 3)),
                    text(last + 4),
                    text(last + 5),
                    Micros.toInstant(columns.getLong(last + 6)),
                    StoredTags.of(text(last + 7)),
                    StoredPersonal.of(text(last + 8)));
        }

        private String required(int column) throws SQLException {
            return Objects.requireNonNull(text(column));
        }

        /**
         * The text of a column, from its bytes in UTF-8, as the tables have it and {@code MySqlStart} requires it of
         * sessions. MySQL's driver looks several settings up for each text that it makes itself: that was a sixth of
         * the time of reading.
         */
        private @Nullable String text(int column) throws SQLException {
            byte[] text = columns.getBytes(column);
            return text == null ? null : new String(text, StandardCharsets.UTF_8);
        }
    }
}
