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
import java.time.Instant;

/**
 * One build of a view: all that was folded from the first event of the log on. A version may have several, each built
 * anew. Nodes that have its class are at work at it.
 *
 * @param build 1, 2, 3 … of the view
 * @param paused whether it stands still until it is resumed
 * @param since when it got its status
 */
public record ViewBuild(String view, int build, int version, int segments, Status status, boolean paused, Instant since)
        implements Serializable {

    /** What is done with a build. */
    public enum Status {
        /** It follows the log to its end, and has not been read yet. */
        BUILDING,
        /** It is read, or was: it is kept at the end of the log. */
        FOLLOWING,
        /** It was replaced, and is taken away when nobody can be reading it any more. */
        RETIRED
    }
}
