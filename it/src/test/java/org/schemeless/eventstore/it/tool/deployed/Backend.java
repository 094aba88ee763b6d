/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a server keeps its events in during a run of tests. */
interface Backend extends AutoCloseable {

    /** Makes it ready, and gives the options with which Payara Micro uses it. */
    List<String> start() throws IOException;

    /** What the store reads as system properties to find it, once it is ready. */
    default Map<String, String> properties() {
        return Map.of();
    }

    @Override
    default void close() {}
}
