/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.schemeless.eventstore.ViewBuild;

/** How fast builds go on, wherever they are at work: each second this node looks, and the last half minute counts. */
@ApplicationScoped
public class ViewPaces {

    private static final long SPAN = TimeUnit.SECONDS.toNanos(30);
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Look(long nanos, long position) {}

    private record Number(String view, int build) {

        static Number of(ViewBuild build) {
            return new Number(build.view(), build.build());
        }
    }

    private final LongSupplier nanoTime;
    private final Map<Number, Deque<Look>> looks = new HashMap<>();

    ViewPaces() {
        this(System::nanoTime);
    }

    ViewPaces(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Looks at builds; others are forgotten. */
    synchronized void look(Collection<ViewBuild> builds, ToLongFunction<ViewBuild> position) {
        Set<Number> seen = new HashSet<>();
        for (ViewBuild build : builds) {
            Number number = Number.of(build);
            seen.add(number);
            Deque<Look> ofBuild = looks.computeIfAbsent(number, first -> new ArrayDeque<>());
            long come = position.applyAsLong(build);
            long now = nanoTime.getAsLong();
            ofBuild.addLast(new Look(now, come));
            while (now - ofBuild.getFirst().nanos() > SPAN) {
                ofBuild.removeFirst();
            }
        }
        looks.keySet().retainAll(seen);
    }

    /** Events of the log a second; empty until it was looked at twice. */
    public synchronized OptionalDouble eventsPerSecond(ViewBuild build) {
        Deque<Look> ofBuild = looks.get(Number.of(build));
        if (ofBuild == null || ofBuild.size() < 2) {
            return OptionalDouble.empty();
        }
        Look first = ofBuild.getFirst();
        Look last = ofBuild.getLast();
        return OptionalDouble.of((last.position() - first.position()) * NANOS / (last.nanos() - first.nanos()));
    }
}
