/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.view;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.Micros;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is kept of a view.
 *
 * @param revision how often it was changed; 0 if it is not kept yet
 * @param active the build that is read, null if none is
 * @param builds by number
 * @param skipped the positions that are passed by
 */
public record ViewItem(
        String view, long revision, @Nullable Integer active, Map<Integer, ViewBuild> builds, Set<Long> skipped) {

    static final String REVISION = "v";

    private static final String ACTIVE = "active";
    private static final String BUILDS = "builds";
    private static final String SKIPPED = "skipped";
    private static final String VERSION = "version";
    private static final String SEGMENTS = "segments";
    private static final String STATUS = "status";
    private static final String PAUSED = "paused";
    private static final String SINCE = "since";

    public ViewItem {
        builds = Map.copyOf(builds);
        skipped = Set.copyOf(skipped);
    }

    static ViewItem of(String view, Map<String, AttributeValue> item) {
        if (item.isEmpty()) {
            return new ViewItem(view, 0, null, Map.of(), Set.of());
        }
        Map<Integer, ViewBuild> builds = new HashMap<>();
        Values.required(item, BUILDS)
                .m()
                .forEach((number, build) ->
                        builds.put(Integer.valueOf(number), build(view, Integer.parseInt(number), build.m())));
        Long active = Values.optionalNumber(item, ACTIVE);
        AttributeValue skipped = item.get(SKIPPED);
        return new ViewItem(
                view,
                Values.number(item, REVISION),
                active == null ? null : (Integer) Math.toIntExact(active),
                builds,
                skipped == null
                        ? Set.of()
                        : skipped.ns().stream().map(Long::valueOf).collect(Collectors.toSet()));
    }

    private static ViewBuild build(String view, int number, Map<String, AttributeValue> build) {
        return new ViewBuild(
                view,
                number,
                Math.toIntExact(Values.number(build, VERSION)),
                Math.toIntExact(Values.number(build, SEGMENTS)),
                ViewBuild.Status.valueOf(Values.text(build, STATUS)),
                Values.required(build, PAUSED).bool(),
                Micros.toInstant(Values.number(build, SINCE)));
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ViewKeys.view(view));
        item.put(REVISION, Values.number(revision));
        if (active != null) {
            item.put(ACTIVE, Values.number(active));
        }
        Map<String, AttributeValue> all = new HashMap<>();
        builds.forEach((number, build) -> all.put(Integer.toString(number), AttributeValue.fromM(value(build))));
        item.put(BUILDS, AttributeValue.fromM(all));
        if (!skipped.isEmpty()) {
            item.put(
                    SKIPPED,
                    AttributeValue.fromNs(skipped.stream().map(String::valueOf).toList()));
        }
        return item;
    }

    private static Map<String, AttributeValue> value(ViewBuild build) {
        return Map.of(
                VERSION, Values.number(build.version()),
                SEGMENTS, Values.number(build.segments()),
                STATUS, Values.text(build.status().name()),
                PAUSED, AttributeValue.fromBool(build.paused()),
                SINCE, Values.number(Micros.of(build.since())));
    }

    static String view(Map<String, AttributeValue> item) {
        return Values.text(item, Keys.SORT);
    }

    /** The builds by number. */
    List<ViewBuild> sorted() {
        return List.copyOf(new TreeMap<>(builds).values());
    }

    public Optional<ViewBuild> read() {
        return Optional.ofNullable(active).map(builds::get);
    }

    public ViewItem with(ViewBuild build) {
        Map<Integer, ViewBuild> all = new HashMap<>(builds);
        all.put(build.build(), build);
        return new ViewItem(view, revision, active, all, skipped);
    }

    /** With one build changed, if there is one with this number. */
    public ViewItem with(int build, UnaryOperator<ViewBuild> change) {
        ViewBuild known = builds.get(build);
        return known == null ? this : with(change.apply(known));
    }

    public ViewItem without(int build) {
        Map<Integer, ViewBuild> all = new HashMap<>(builds);
        all.remove(build);
        return new ViewItem(view, revision, Objects.equals(active, build) ? null : active, all, skipped);
    }

    public ViewItem reading(int build) {
        return new ViewItem(view, revision, build, builds, skipped);
    }

    public ViewItem skipping(long position) {
        Set<Long> all = new HashSet<>(skipped);
        all.add(position);
        return new ViewItem(view, revision, active, builds, all);
    }

    ViewItem next() {
        return new ViewItem(view, revision + 1, active, builds, skipped);
    }
}
