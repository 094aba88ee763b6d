/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.util.HashMap;
import java.util.Map;

/**
 * What is asked of a contender.
 *
 * @param what the name of it
 * @param clients how many at the same time
 * @param size how many events: of a batch, of a page, of the log
 * @param stream what all clients write to or read; those that append without looking have streams of their own
 * @param length how many events that stream has
 */
record Work(String what, int clients, int size, String stream, int length) {

    /** Batches of so many events, a stream for each client. */
    static Work append(int clients, int size) {
        return new Work("append", clients, size, "none", 0);
    }

    /** Single events, all into one stream. */
    static Work append(String how, int clients) {
        return new Work(how, clients, 1, how, 0);
    }

    static Work readLog(int size) {
        return new Work("read-log", 1, size, "none", 0);
    }

    /** Single events about persons, one for each client. */
    static Work appendAbout(int clients) {
        return new Work("append-about", clients, 1, "none", 0);
    }

    /** Queries that find so many events each of a log of this length. */
    static Work find(int size, int length) {
        return new Work("find", 1, size, "none", length);
    }

    /** The whole log into the rows of a view. */
    static Work catchUp() {
        return new Work("catch-up", 1, 1, "none", 0);
    }

    static Work readPages(int clients, int size, String stream, int length) {
        return new Work("read-page", clients, size, stream, length);
    }

    /** As the servlet of the rivals wants it. */
    Map<String, Object> by(String contender, int millis) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("rival", contender);
        parameters.put("millis", millis);
        parameters.put("what", what);
        parameters.put("clients", clients);
        parameters.put("size", size);
        parameters.put("stream", stream);
        parameters.put("length", length);
        return parameters;
    }
}
