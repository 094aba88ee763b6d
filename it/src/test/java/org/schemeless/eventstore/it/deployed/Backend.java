/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.deployed;

import java.io.IOException;

/** What a server keeps its events in during a run of tests. */
interface Backend extends AutoCloseable {

    /** Makes it ready, and gives the options with which Payara Micro uses it. */
    String start() throws IOException;

    @Override
    default void close() {}
}
