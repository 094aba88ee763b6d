/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * What the caller of an append expects of the streams of the batch, or of a {@link Boundary}. All are checked before
 * any event is written, and hold when the batch is stored.
 */
public sealed interface ExpectedSequence extends Serializable {

    /** Each stream of the batch is at this sequence, on its own. */
    static ForStream exactly(long sequence) {
        return new Exactly(sequence);
    }

    /** Each stream of the batch has no event yet: {@code exactly(0)}. */
    static ForStream noStream() {
        return new Exactly(0);
    }

    /** Each stream of the batch has an event. */
    static ForStream streamExists() {
        return new StreamExists();
    }

    /** Nothing is expected; the append does not fail because of other writers. */
    static ForStream any() {
        return new Any();
    }

    /**
     * One expectation a stream. A stream of the batch that is not named is not checked. A stream that is named and not
     * in the batch is checked all the same, and one that is expected at a number is held there until the commit: what
     * was decided from several streams and written to some of them is stored only if all of them are as they were read.
     * Other appends to a held stream wait for the commit on a relational database, as do appends that rely on it, too;
     * on DynamoDB the commit fails if one was stored before it.
     */
    static ExpectedSequence perStream(Map<StreamId, ? extends ForStream> expectations) {
        return new PerStream(Map.copyOf(expectations));
    }

    /**
     * No event that the boundary's query finds was committed after it was read, in whatever stream; what the caller's
     * own transaction has appended does not count. Of the streams of the batch nothing is expected, unless {@link
     * NothingNew#and} says so.
     *
     * <p>It is exact: events that the query does not find never matter, others always, whoever appends them and
     * however. It holds until the commit.
     *
     * @throws InvalidEventException if there is no boundary, or its mark is of another query
     */
    static NothingNew nothingNew(Boundary seen) {
        Boundary.required("nothingNew", seen, "a boundary, as EventStore.readBoundary gives it");
        return new NothingNew(seen.query(), seen.mark(), any());
    }

    /** What is expected of one stream. */
    ForStream of(StreamId stream);

    /** The streams that are checked even if the batch does not touch them. */
    Set<StreamId> named();

    /** An expectation of one stream, or of each stream on its own. Its text is a number, or a word. */
    sealed interface ForStream extends ExpectedSequence {

        /** Whether a stream at this sequence is as expected. */
        boolean holds(long sequence);

        @Override
        default ForStream of(StreamId stream) {
            return this;
        }

        @Override
        default Set<StreamId> named() {
            return Set.of();
        }
    }

    /** @see ExpectedSequence#exactly(long) */
    record Exactly(long sequence) implements ForStream {

        /** @throws InvalidEventException unless the sequence is from 0 to 2^53-1 */
        public Exactly {
            if (sequence < 0 || sequence > Limits.SEQUENCE) {
                throw new InvalidEventException("expectedSequence", "is " + sequence, "0 to " + Limits.SEQUENCE);
            }
        }

        @Override
        public boolean holds(long current) {
            return current == sequence;
        }

        @Override
        public String toString() {
            return Long.toString(sequence);
        }
    }

    /** @see ExpectedSequence#streamExists() */
    record StreamExists() implements ForStream {

        @Override
        public boolean holds(long current) {
            return current > 0;
        }

        @Override
        public String toString() {
            return "stream-exists";
        }
    }

    /** @see ExpectedSequence#any() */
    record Any() implements ForStream {

        @Override
        public boolean holds(long current) {
            return true;
        }

        @Override
        public String toString() {
            return "any";
        }
    }

    /** @see ExpectedSequence#perStream(Map) */
    record PerStream(Map<StreamId, ForStream> expectations) implements ExpectedSequence {

        public PerStream {
            expectations = Map.copyOf(expectations);
        }

        @Override
        public ForStream of(StreamId stream) {
            return expectations.getOrDefault(stream, any());
        }

        @Override
        public Set<StreamId> named() {
            return expectations.keySet();
        }
    }

    /**
     * @param streams what is expected of streams besides
     * @see ExpectedSequence#nothingNew(Boundary)
     */
    record NothingNew(EventQuery query, Boundary.Mark mark, ExpectedSequence streams) implements ExpectedSequence {

        /** @throws InvalidEventException if a member is missing, or the mark is of another query */
        public NothingNew {
            Boundary.required("query", query, "the query of a boundary");
            Boundary.required("mark", mark, "the mark that came with the query");
            if (streams == null) {
                throw new InvalidEventException(
                        "nothingNew", "expects null of the streams", "ExpectedSequence.any() for no check");
            }
            if (mark.places().size() != query.items().size()) {
                throw new InvalidEventException(
                        "nothingNew", "has a mark that is not of this query", "the mark that came with the query");
            }
            if (streams instanceof NothingNew) {
                throw new InvalidEventException(
                        "nothingNew", "has two boundaries", "one boundary, whose query may have many items");
            }
        }

        /**
         * The same, and this is expected of the streams.
         *
         * @throws InvalidEventException if that is null, or names a boundary, too
         */
        public NothingNew and(ExpectedSequence expected) {
            return new NothingNew(query, mark, expected);
        }

        @Override
        public ForStream of(StreamId stream) {
            return streams.of(stream);
        }

        @Override
        public Set<StreamId> named() {
            return streams.named();
        }
    }
}
