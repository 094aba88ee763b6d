/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import java.util.Map;

/** A view as its backend keeps it, looked at past the store. */
public interface ViewsKept {

    /** The build that is read; 0 if none is. */
    int active();

    /** Where the slowest segment of a build is; 0 while there is none. */
    long comeTo(int build);

    /** Keeps a new build of version 1 with three segments, for the nodes to fold. */
    void begin(int build);

    /** The states of the build that is read, by key, as they were at one moment. */
    Map<String, String> states();
}
