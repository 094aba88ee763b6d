/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.sql.SQLException;
import java.util.List;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.bench.rivals.Deposits.Deposited;

/**
 * What one thread asks of a rival. Each append is committed when the call returns. What a rival does not have, it
 * refuses.
 */
public interface Client extends AutoCloseable {

    /**
     * Appends a batch to a stream that has no other writer.
     *
     * @param sequence where the stream is
     * @param payloads the JSON of each event
     */
    default void append(StreamId stream, long sequence, List<String> payloads) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Appends a batch of events that tell name and street of a person, of 100 bytes each, to a stream that has no other
     * writer.
     *
     * @param sequence where the stream is
     */
    default void appendAbout(String person, long sequence, int size) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Appends an event to a stream that has other writers, wherever it is by then.
     *
     * @return how many tries it took
     */
    default int appendAnywhere(StreamId stream, String payload) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads where the stream is, appends an event on the condition that it still is there, and begins again if it is
     * not.
     *
     * @return how many tries it took
     */
    default int appendExpecting(StreamId stream, String payload) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Decides on all events of a stream and appends one, on the condition that nothing has come in between; begins
     * again if it has.
     *
     * @return how many tries it took
     */
    default int decide(StreamId stream, Deposited wanted) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a whole stream.
     *
     * @return how many events it has
     */
    default long read(StreamId stream) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a page of a stream.
     *
     * @return how many events are on it
     */
    default long readPage(StreamId stream, long after, int limit) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a boundary.
     *
     * @return how many events the query has found
     */
    default long find(EventQuery query) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads the log from its beginning.
     *
     * @param count how many events of it
     * @return how many there were
     */
    default long readLog(long count) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Folds the log from its first event to its last into the rows of a view.
     *
     * @return how many events that are
     */
    default long catchUp() throws Exception {
        throw new UnsupportedOperationException();
    }

    @Override
    default void close() throws SQLException {}
}
