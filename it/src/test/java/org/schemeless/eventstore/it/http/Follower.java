/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import jakarta.json.JsonObject;
import java.util.List;

/** One that follows the log, from where it was told to until it is closed. */
interface Follower extends AutoCloseable {

    /** Waits until it has the event of this position, or one after it. */
    Follower awaitPosition(long position);

    /** All it was given, in this order. */
    List<JsonObject> events();

    @Override
    void close();
}
