/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Target;
import org.schemeless.eventstore.ViewBehindException;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.service.subscription.SubscriptionStates;
import org.schemeless.eventstore.service.view.ActiveBuilds;
import org.schemeless.eventstore.service.view.ViewBuilds;
import org.schemeless.eventstore.service.view.ViewPaces;
import org.schemeless.eventstore.service.view.ViewSegments;
import org.schemeless.eventstore.spi.Checkpoints;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.ViewStorage;

/** The session bean behind {@link Views}. */
@Stateless
@LocalBean
@Local(Views.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ViewsService implements Views {

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int MOST_BY = 255;
    private static final int MOST_REASON = 1000;

    @Inject
    @Opened
    private EventStorage events;

    @Inject
    private CallerTransaction caller;

    @Inject
    private ViewStorage storage;

    @Inject
    private Checkpoints checkpoints;

    @Inject
    private ActiveBuilds active;

    @Inject
    private ViewBuilds builds;

    @Inject
    private ViewPaces paces;

    @Inject
    private SubscriptionStates subscriptions;

    @Inject
    private OwnTransaction own;

    @Inject
    private FailureTranslation failures;

    @Override
    public Optional<ViewState> find(String view, String key) {
        return Optional.ofNullable(find(view, List.of(key)).get(key));
    }

    @Override
    public Map<String, ViewState> find(String view, Collection<String> keys) {
        return failures.translated(() -> storage.states(active.of(view), new HashSet<>(keys)));
    }

    @Override
    public List<ViewState> list(String view, @Nullable String after, int limit) {
        if (limit < 1 || limit > Limits.PAGE) {
            throw new InvalidEventException("limit", "is " + limit, "1 to " + Limits.PAGE);
        }
        return failures.translated(() -> storage.page(active.of(view), after, limit));
    }

    @Override
    public Target target(String view) {
        return Target.of(failures.translated(() -> active.of(view)));
    }

    @Override
    public void await(String view, long position, Duration longest) {
        await(view, () -> OptionalLong.of(position), "position " + position, longest);
    }

    @Override
    public void await(String view, StreamId stream, long sequence, Duration longest) {
        await(
                view,
                () -> positionOf(stream, sequence),
                "the event at sequence " + sequence + " of stream (" + stream + ")",
                longest);
    }

    /** Empty while it has none. */
    private OptionalLong positionOf(StreamId stream, long sequence) {
        List<StoredEvent> event = events.readStream(stream, sequence - 1, 1).events();
        if (event.isEmpty()) {
            throw new IllegalStateException("stream (" + stream + ") has no event at sequence " + sequence
                    + " that is committed: a view has an event some time after the commit of its append");
        }
        Long position = event.get(0).position();
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    /**
     * Each look is a transaction of its own, and so is not bound to what the caller's has seen; but the build is that
     * which the caller's reads from, and in the end the caller's is asked as well.
     */
    private void await(String view, Supplier<OptionalLong> wanted, String name, Duration longest) {
        Optional<ViewBuild> pinned =
                caller.isActive() ? Optional.of(failures.translated(() -> active.of(view))) : Optional.empty();
        long start = System.nanoTime();
        long pause = FIRST_PAUSE;
        OptionalLong position = OptionalLong.empty();
        while (true) {
            position = position.isPresent() ? position : committed(wanted);
            long come = committed(() -> comeTo(pinned.orElseGet(() -> active.of(view))));
            if (position.isPresent() && come >= position.getAsLong()) {
                requireSeen(view, pinned, position.getAsLong(), name);
                return;
            }
            long left = start + longest.toNanos() - System.nanoTime();
            if (left <= 0) {
                throw new ViewBehindException(view, come, name);
            }
            pause(Math.min(left, pause));
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
        }
    }

    /** Checkpoints and states are of the same moment for whoever reads them. */
    private void requireSeen(String view, Optional<ViewBuild> pinned, long position, String name) {
        if (pinned.isPresent()) {
            long seen = failures.translated(() -> comeTo(pinned.get()));
            if (seen < position) {
                throw new ViewBehindException(view, seen, name);
            }
        }
    }

    private <T> T committed(Supplier<T> read) {
        return failures.translated(() -> own.call(read));
    }

    private long comeTo(ViewBuild build) {
        return ViewSegments.positions(build, checkpoints, 0).min().orElse(0);
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventStoreUnavailableException("the server ends the thread that waits for a view", e);
        }
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<ViewStatus> status() {
        return failures.translated(() -> {
            Map<String, Checkpoints.Place> places = new HashMap<>();
            checkpoints.all().forEach(place -> places.put(place.name(), place));
            List<ViewBuild> all = own.call(storage::builds);
            Map<String, Integer> read = new HashMap<>();
            all.forEach(build -> read.computeIfAbsent(
                    build.view(),
                    view -> own.call(() -> storage.active(view))
                            .map(ViewBuild::build)
                            .orElse(0)));
            long end = events.lastPosition();
            List<ViewStatus> status = new ArrayList<>();
            for (ViewBuild build : all) {
                List<Checkpoints.Place> ofBuild = ViewSegments.of(build)
                        .map(places::get)
                        .filter(Objects::nonNull)
                        .toList();
                long position = ofBuild.size() < build.segments()
                        ? 0
                        : ofBuild.stream()
                                .mapToLong(Checkpoints.Place::position)
                                .min()
                                .orElse(0);
                long lag = Math.max(0, end - position);
                OptionalDouble rate = paces.eventsPerSecond(build);
                status.add(new ViewStatus(
                        build,
                        Objects.equals(read.get(build.view()), build.build()),
                        position,
                        lag,
                        end == 0 ? 1 : Math.min(1, (double) position / end),
                        rate.isPresent() ? rate.getAsDouble() : null,
                        rate.orElse(0) > 0 ? Duration.ofMillis(Math.round(lag * 1_000 / rate.getAsDouble())) : null,
                        ofBuild.stream()
                                .map(Checkpoints.Place::stop)
                                .filter(Objects::nonNull)
                                .toList()));
            }
            return status;
        });
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean activate(String view, int version) {
        List<ViewBuild> ofView = ofView(view);
        ViewBuild newest = ofView.stream()
                .filter(build -> build.version() == version && build.status() != ViewBuild.Status.RETIRED)
                .max(Comparator.comparingInt(ViewBuild::build))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no build of version " + version + " of the view \"" + view + "\""));
        return builds.activate(newest);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void rebuild(String view) {
        ofView(view);
        int version = own.call(() -> active.of(view)).version();
        builds.rebuild(view, version);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void pause(String view) {
        pause(view, true);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void resume(String view) {
        pause(view, false);
    }

    private void pause(String view, boolean paused) {
        ofView(view);
        written(() -> storage.pause(view, paused));
        builds.look();
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void restart(String view) {
        ofView(view).stream().flatMap(ViewSegments::of).forEach(subscriptions::restartIfHere);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void skip(String view, String eventId, @Nullable String by, @Nullable String reason) {
        requireShort("by", by, MOST_BY);
        requireShort("reason", reason, MOST_REASON);
        ofView(view);
        Long position = failures.translated(() -> events.findEvent(eventId))
                .map(StoredEvent::position)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no event with the id \"" + eventId + "\" that has a position"));
        written(() -> storage.skip(view, position, eventId, by, reason, Instant.now()));
        builds.look();
        restart(view);
    }

    private static void requireShort(String name, @Nullable String text, int most) {
        if (text != null && text.codePointCount(0, text.length()) > most) {
            throw new InvalidEventException(
                    name,
                    "has " + text.codePointCount(0, text.length()) + " characters",
                    "0 to " + most + " characters");
        }
    }

    private void written(Runnable work) {
        failures.translated(() -> events.exclusively(() -> own.call(() -> {
            work.run();
            return true;
        })));
    }

    private List<ViewBuild> ofView(String view) {
        List<ViewBuild> ofView = failures.translated(() -> own.call(storage::builds)).stream()
                .filter(build -> build.view().equals(view))
                .toList();
        if (ofView.isEmpty()) {
            throw new IllegalArgumentException("there is no view \"" + view + "\"");
        }
        return ofView;
    }
}
