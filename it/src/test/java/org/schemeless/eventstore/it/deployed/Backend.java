package org.schemeless.eventstore.it.deployed;

import java.io.IOException;

/** What a server keeps its events in during a run of tests. */
interface Backend extends AutoCloseable {

    /** Makes it ready, and gives the options with which Payara Micro uses it. */
    String start() throws IOException;

    @Override
    default void close() {}
}
