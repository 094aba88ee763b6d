/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import java.util.Set;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewFold;
import org.schemeless.eventstore.spi.ViewStorage;

/** A class that folds events into states, which the store keeps. */
final class FoldClass<S> extends ViewClass {

    private final ViewFold<S> fold;
    private final ViewStorage storage;

    FoldClass(ViewFold<S> fold, ViewStorage storage) {
        this.fold = fold;
        this.storage = storage;
    }

    @Override
    String view() {
        return fold.view();
    }

    @Override
    int version() {
        return fold.version();
    }

    @Override
    int segments() {
        return fold.segments();
    }

    @Override
    int batchSize() {
        return fold.batchSize();
    }

    @Override
    boolean isActivatedWhenCaughtUp() {
        return fold.isActivatedWhenCaughtUp();
    }

    @Override
    boolean hasTables() {
        return false;
    }

    @Override
    void create(ViewBuild build) {}

    @Override
    SegmentSubscription segment(ViewBuild build, int segment, Set<Long> skipped) {
        return new ViewSubscription<>(fold, build, segment, storage, skipped);
    }

    @Override
    void drop(ViewBuild build) {}
}
