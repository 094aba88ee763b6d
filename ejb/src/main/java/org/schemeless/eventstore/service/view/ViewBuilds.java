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
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.schemeless.eventstore.EntityProjection;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewBuild.Status;
import org.schemeless.eventstore.ViewFold;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.service.subscription.SubscriptionStates;
import org.schemeless.eventstore.spi.Checkpoints;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.ViewStorage;

/**
 * The builds that this node is at work at, and the steps from one to the next: begin, follow, activate, retire, drop.
 */
@ApplicationScoped
public class ViewBuilds {

    private static final Logger LOG = System.getLogger(ViewBuilds.class.getName());

    /** Who has read which build is active has so long to read from it. */
    private static final String GRACE = "eventstore.view.grace";

    private static final Duration DEFAULT_GRACE = Duration.ofMinutes(1);

    private static final int ACTIVATION_ATTEMPTS = 20;
    private static final long ACTIVATION_PAUSE_MILLIS = 10;

    /** A build that is so many events behind is not waited for. */
    private static final long MOST_BEHIND = 10_000;

    @Inject
    @Any
    private Instance<ViewFold<?>> folds;

    @Inject
    @Any
    private Instance<EntityProjection> entityProjections;

    @Inject
    @Opened
    private EventStorage events;

    @Inject
    private ViewStorage storage;

    @Inject
    private Checkpoints checkpoints;

    @Inject
    private SubscriptionStates subscriptions;

    @Inject
    private OwnTransaction own;

    @Inject
    private ViewTransactions transactions;

    @Inject
    private RetiredBuilds retired;

    @Inject
    private ViewPaces paces;

    private Duration grace = DEFAULT_GRACE;
    private boolean failing;
    private final Map<String, Map<Integer, ViewClass>> classes = new HashMap<>();
    private final Map<String, SegmentSubscription> running = new HashMap<>();

    /** Segments whose build could not be made ready, which was told. */
    private final Set<String> unready = new HashSet<>();

    /** @throws IllegalStateException if one of the views cannot be, with a message for the developer */
    public synchronized void start() {
        grace = ConfigProvider.getConfig()
                .getOptionalValue(GRACE, Duration.class)
                .orElse(DEFAULT_GRACE);
        folds.forEach(fold -> add(new FoldClass<>(fold, storage)));
        entityProjections.forEach(projection -> add(new EntityClass(projection, checkpoints.areTransactional())));
        if (!classes.isEmpty()) {
            storage.start();
            look();
        }
    }

    private void add(ViewClass added) {
        added.check();
        Map<Integer, ViewClass> ofView = classes.computeIfAbsent(added.view(), first -> new HashMap<>());
        ofView.values().stream()
                .filter(other -> other.getClass() != added.getClass())
                .findFirst()
                .ifPresent(other -> {
                    throw new IllegalStateException("the view \"" + added.view()
                            + "\" is kept by the store in one version and in tables of the application's in another:"
                            + " give one of them another name");
                });
        if (ofView.put(added.version(), added) != null) {
            throw new IllegalStateException("two classes fold version " + added.version() + " of the view \""
                    + added.view() + "\": each version has one");
        }
    }

    /** Whether the application has a class of any view. */
    public synchronized boolean hasViews() {
        return !classes.isEmpty();
    }

    /** Called every second: for what is due here, and what other nodes did. */
    public void poll() {
        if (classes.isEmpty()) {
            return;
        }
        try {
            Map<String, List<ViewBuild>> builds = lookNow();
            paces.look(
                    builds.values().stream()
                            .flatMap(List::stream)
                            .filter(build -> build.status() == Status.BUILDING)
                            .toList(),
                    build -> Math.max(0, comeTo(build)));
            activateWhatIsDue(builds);
            dropWhatIsDue(builds);
            failing = false;
        } catch (RuntimeException e) {
            LOG.log(
                    failing ? Level.DEBUG : Level.WARNING,
                    "what is due for the views is not done now, and tried again each second: " + Mishaps.line(e),
                    failing ? e : null);
            failing = true;
        }
    }

    /** Looks for what this node has to be at work at. */
    public void look() {
        lookNow();
    }

    private synchronized Map<String, List<ViewBuild>> lookNow() {
        Map<String, List<ViewBuild>> builds = builds();
        if (beginsWhatIsMissing(builds)) {
            builds = builds();
        }
        run(builds);
        return builds;
    }

    /**
     * Of several new versions the lowest comes first, the next one a second later.
     *
     * @return whether there was one
     */
    private boolean beginsWhatIsMissing(Map<String, List<ViewBuild>> builds) {
        boolean begins = false;
        for (Map.Entry<String, Map<Integer, ViewClass>> ofView : classes.entrySet()) {
            List<ViewBuild> known = builds.getOrDefault(ofView.getKey(), List.of());
            Optional<ViewClass> missing = ofView.getValue().values().stream()
                    .filter(one -> isToBegin(one, known))
                    .min(Comparator.comparingInt(ViewClass::version));
            if (missing.isPresent()) {
                begin(ofView.getKey(), missing.get().version(), missing.get().segments(), known);
                begins = true;
            }
        }
        return begins;
    }

    /** All builds of all views, by view. */
    private Map<String, List<ViewBuild>> builds() {
        Map<String, List<ViewBuild>> byView = new HashMap<>();
        transactions
                .inside(storage::builds)
                .forEach(build -> byView.computeIfAbsent(build.view(), first -> new ArrayList<>())
                        .add(build));
        return byView;
    }

    /** A version that is lower than one that is there was left behind: it is not built again. */
    private static boolean isToBegin(ViewClass found, List<ViewBuild> builds) {
        return builds.stream().allMatch(build -> build.version() < found.version());
    }

    /** Another node may do so at the same time: then it is the same build. */
    private void begin(String view, int version, int segments, List<ViewBuild> builds) {
        int number = builds.stream().mapToInt(ViewBuild::build).max().orElse(0) + 1;
        boolean paused = builds.stream().anyMatch(ViewBuild::paused);
        ViewBuild build = new ViewBuild(view, number, version, segments, Status.BUILDING, paused, Instant.now());
        if (transactions.inside(() -> storage.begin(build))) {
            LOG.log(Level.INFO, "the view " + view + " is built in version " + version + ", as build " + number);
        }
    }

    private void run(Map<String, List<ViewBuild>> builds) {
        Set<String> wanted = new HashSet<>();
        classes.keySet().stream().filter(builds::containsKey).forEach(view -> {
            Set<Long> skipped = transactions.inside(() -> storage.skipped(view));
            for (ViewBuild build : builds.getOrDefault(view, List.of())) {
                Optional<ViewClass> found = classOf(build);
                if (found.isPresent() && !build.paused() && build.status() != Status.RETIRED) {
                    for (int segment = 0; segment < build.segments(); segment++) {
                        wanted.add(run(found.get(), build, segment, skipped));
                    }
                }
            }
        });
        Set<String> unwanted = new HashSet<>(running.keySet());
        unwanted.removeAll(wanted);
        unwanted.forEach(name -> {
            running.remove(name);
            subscriptions.remove(name);
        });
    }

    /** Empty if this node does not have the class of its version. */
    private Optional<ViewClass> classOf(ViewBuild build) {
        return classOf(build.view(), build.version());
    }

    private Optional<ViewClass> classOf(String view, int version) {
        return Optional.ofNullable(classes.getOrDefault(view, Map.of()).get(version));
    }

    private String run(ViewClass found, ViewBuild build, int segment, Set<Long> skipped) {
        String name = ViewSegments.name(build, segment);
        SegmentSubscription known = running.get(name);
        if (known != null) {
            if (known.skip(skipped)) {
                subscriptions.restartIfHere(name);
            }
        } else if (isReady(found, build, name)) {
            SegmentSubscription begun = found.segment(build, segment, skipped);
            subscriptions.add(begun);
            running.put(name, begun);
        }
        return name;
    }

    /** One view that cannot be made ready holds up no other. */
    private boolean isReady(ViewClass found, ViewBuild build, String name) {
        try {
            transactions.outside(() -> found.create(build));
            unready.remove(name);
            return true;
        } catch (RuntimeException e) {
            String text = "build " + build.build() + " of the view " + build.view()
                    + " waits for its tables, which are tried to be made again each second: " + Mishaps.line(e);
            LOG.log(unready.add(name) ? Level.WARNING : Level.DEBUG, text);
            LOG.log(Level.DEBUG, text, e);
            return false;
        }
    }

    private void activateWhatIsDue(Map<String, List<ViewBuild>> builds) {
        builds.values()
                .forEach(ofView -> ofView.stream()
                        .filter(build -> build.status() == Status.BUILDING && !build.paused())
                        .filter(build -> classOf(build)
                                .filter(ViewClass::isActivatedWhenCaughtUp)
                                .isPresent())
                        .max(Comparator.comparingInt(ViewBuild::build))
                        .ifPresent(this::activate));
    }

    /**
     * Tries some times: while the builds follow writers side by side, it is chance which is ahead.
     *
     * @return whether the build is active; not if it has not come as far as the one that is
     */
    public boolean activate(ViewBuild build) {
        for (int i = 0; i < ACTIVATION_ATTEMPTS; i++) {
            long needed = transactions.inside(
                    () -> storage.active(build.view()).map(this::farthest).orElseGet(events::lastPosition));
            if (comeTo(build) >= needed && transactions.inside(() -> activateNow(build, needed))) {
                return true;
            }
            if (comeTo(build) + MOST_BEHIND < needed || !paused()) {
                return false;
            }
        }
        return false;
    }

    private static boolean paused() {
        try {
            TimeUnit.MILLISECONDS.sleep(ACTIVATION_PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * One commit, in which the checkpoints of the build that is read stand still, so that no reader steps back: those
     * of the new one only move on.
     *
     * @param end where the log ended, which counts if no build is read yet
     */
    private boolean activateNow(ViewBuild build, long end) {
        Optional<ViewBuild> former = storage.lockActive(build.view());
        List<ViewBuild> ofView = storage.builds().stream()
                .filter(one -> one.view().equals(build.view()))
                .toList();
        Optional<ViewBuild> now = ofView.stream()
                .filter(one -> one.build() == build.build() && one.status() != Status.RETIRED)
                .findFirst();
        if (now.isEmpty()) {
            return false;
        }
        if (former.isPresent() && former.get().build() == build.build()) {
            return true;
        }
        long needed = former.map(read -> ViewSegments.of(read)
                        .map(checkpoints::hold)
                        .mapToLong(position -> position.orElse(Long.MAX_VALUE))
                        .max()
                        .orElse(Long.MAX_VALUE))
                .orElse(end);
        if (!comesTo(build, needed)) {
            return false;
        }
        OptionalInt kept = keptVersion(build, former, ofView);
        Set<Integer> retired = ofView.stream()
                .filter(one -> one.status() != Status.RETIRED && one.build() != build.build())
                .filter(one -> one.version() == build.version()
                        || (one.version() < build.version() && (kept.isEmpty() || one.version() != kept.getAsInt())))
                .map(ViewBuild::build)
                .collect(Collectors.toSet());
        if (!storage.activate(build.view(), build.build(), retired, Instant.now())) {
            return false;
        }
        LOG.log(
                Level.INFO,
                "the view " + build.view() + " is read in version " + build.version() + ", build " + build.build()
                        + ", after position " + needed);
        return true;
    }

    /** While the other one stands still it may catch up. */
    private boolean comesTo(ViewBuild build, long needed) {
        long end = System.nanoTime() + storage.patience().toNanos();
        boolean come = comeTo(build) >= needed;
        while (!come && needed != Long.MAX_VALUE && System.nanoTime() - end < 0 && paused()) {
            come = comeTo(build) >= needed;
        }
        return come;
    }

    /** The version to go back to: the one that was read before, or else the highest other one. */
    private static OptionalInt keptVersion(ViewBuild build, Optional<ViewBuild> former, List<ViewBuild> ofView) {
        if (former.isPresent() && former.get().version() != build.version()) {
            return OptionalInt.of(former.get().version());
        }
        return ofView.stream()
                .filter(one -> one.status() == Status.FOLLOWING && one.version() < build.version())
                .mapToInt(ViewBuild::version)
                .max();
    }

    /** Where the slowest segment of a build is, as it is committed. */
    private long comeTo(ViewBuild build) {
        return own.call(
                () -> ViewSegments.positions(build, checkpoints, -1).min().orElse(-1));
    }

    private long farthest(ViewBuild build) {
        return ViewSegments.positions(build, checkpoints, 0).max().orElse(0);
    }

    private void dropWhatIsDue(Map<String, List<ViewBuild>> builds) {
        builds.values().stream()
                .flatMap(List::stream)
                .filter(build -> classes.containsKey(build.view()))
                .filter(this::isToDrop)
                .forEach(build -> retired.drop(build, leaver(build)));
    }

    private boolean isToDrop(ViewBuild build) {
        return build.status() == Status.RETIRED && RetiredBuilds.isDue(build, leaver(build), grace, Instant.now());
    }

    /**
     * Who takes a build away on this node: the class of its version, or where this node has none the one of the highest
     * version it has.
     */
    private ViewClass leaver(ViewBuild build) {
        return classOf(build)
                .orElseGet(() -> classes.getOrDefault(build.view(), Map.of()).values().stream()
                        .max(Comparator.comparingInt(ViewClass::version))
                        .orElseThrow());
    }

    /** Builds the active version of a view anew. */
    public void rebuild(String view, int version) {
        List<ViewBuild> builds = builds().getOrDefault(view, List.of());
        int segments = classOf(view, version)
                .map(ViewClass::segments)
                .orElseThrow(() -> new IllegalArgumentException(
                        "this application has no class of version " + version + " of the view \"" + view + "\""));
        begin(view, version, segments, builds);
        look();
    }
}
