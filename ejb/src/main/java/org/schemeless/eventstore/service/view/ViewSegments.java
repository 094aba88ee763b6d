/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.spi.Checkpoints;

/** The segments of a build, each a subscription with a checkpoint of its own. */
public final class ViewSegments {

    private ViewSegments() {}

    /** The names of the checkpoints of all segments of a build. */
    public static Stream<String> of(ViewBuild build) {
        return IntStream.range(0, build.segments()).mapToObj(segment -> name(build, segment));
    }

    /** Where they are for whoever asks, in the same order. */
    public static LongStream positions(ViewBuild build, Checkpoints checkpoints, long withoutCheckpoint) {
        return of(build).mapToLong(name -> checkpoints.find(name).orElse(withoutCheckpoint));
    }

    static String name(ViewBuild build, int segment) {
        return "$view " + build.view() + " " + build.build() + "." + segment;
    }
}
