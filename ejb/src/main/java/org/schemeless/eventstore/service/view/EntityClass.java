/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import java.util.List;
import java.util.Set;
import org.schemeless.eventstore.EntityProjection;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.Target;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.service.subscription.TakesErasures;

/** A class that writes to tables of the application's. It has one segment: whose rows are whose only it knows. */
final class EntityClass extends ViewClass {

    private final EntityProjection projection;
    private final boolean transactional;

    /** @param transactional whether a checkpoint moves in the transaction that the projection writes in */
    EntityClass(EntityProjection projection, boolean transactional) {
        this.projection = projection;
        this.transactional = transactional;
    }

    @Override
    String view() {
        return projection.name();
    }

    @Override
    int version() {
        return projection.version();
    }

    @Override
    int segments() {
        return 1;
    }

    @Override
    int batchSize() {
        return projection.batchSize();
    }

    @Override
    boolean isActivatedWhenCaughtUp() {
        return projection.isActivatedWhenCaughtUp();
    }

    @Override
    void check() {
        super.check();
        if (!transactional) {
            throw new IllegalStateException("the view \"" + view() + "\" writes to tables of the application's, and the"
                    + " storage in use keeps outside of their transactions how far it is, so that events could be"
                    + " written twice: use a relational database, or have the store keep the view");
        }
        if (projection instanceof Subscription) {
            throw new IllegalStateException("the class of the view \"" + view()
                    + "\" is a Subscription as well: what acts on the world is never built anew, so make it two"
                    + " classes");
        }
    }

    @Override
    boolean hasTables() {
        return true;
    }

    private interface Work {

        void on(Target target) throws Exception;
    }

    private static void run(Work work, ViewBuild build) {
        try {
            work.on(Target.of(build));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    void create(ViewBuild build) {
        run(projection::create, build);
    }

    @Override
    void drop(ViewBuild build) {
        run(projection::drop, build);
    }

    @Override
    SegmentSubscription segment(ViewBuild build, int segment, Set<Long> skipped) {
        return new SegmentSubscription(ViewSegments.name(build, segment), skipped) {

            @Override
            public Set<String> domains() {
                return projection.domains();
            }

            @Override
            public Set<String> types() {
                return projection.types();
            }

            @Override
            public int batchSize() {
                return projection.batchSize();
            }

            @Override
            public boolean takesErasures() {
                return projection instanceof ErasureListener;
            }

            @Override
            void take(List<StoredEvent> events) throws Exception {
                TakesErasures.inOrder(events, some -> projection.handle(some, Target.of(build)), projection);
            }
        };
    }
}
