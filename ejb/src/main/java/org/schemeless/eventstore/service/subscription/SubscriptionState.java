/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStart;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.SubscriptionStatus.FailedEvent;
import org.schemeless.eventstore.SubscriptionStop;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.logging.Mishaps;

/** What this node knows of a subscription: whether a run is due, how the last one ended, when to try again. */
final class SubscriptionState {

    private static final Logger LOG = System.getLogger(SubscriptionState.class.getName());
    private static final int CAUSE_LENGTH = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration FIRST_RACE_PAUSE = Duration.ofMillis(4);
    private static final Duration LONGEST_RACE_PAUSE = Duration.ofMillis(500);

    /** So many lost races in a row, ten times as many and so on, are a line in the log. */
    private static final int RACES_TOLD = 10;

    private final Subscription subscription = new Watched();
    private final Subscription watched;
    private final String name;
    private final int attempts;
    private final LongSupplier nanoTime;
    private final Object telling = new Object();
    private long position;
    private long end;
    private boolean running;
    private boolean behind = true;
    private boolean elsewhere;
    private boolean ended;
    private int failures;
    private int pauses;
    private long pausedUntil;
    private @Nullable String failure;
    private boolean stopped;
    private boolean waits;

    /** What the current run, or the last one, has given to the subscription. */
    private List<StoredEvent> given = List.of();

    /**
     * The position up to which events are handled one by one, after a batch that failed, or could not be read for one
     * of its events: each gets as far as it can.
     */
    private long oneByOneUntil;

    private @Nullable FailedEvent failedEvent;
    private int lostRaces;

    /** The last failure in one line. */
    private String cause = "";

    /** Whether the storage has yet to hear from this node that the subscription has stopped, or that it has not. */
    private boolean untold;

    private boolean everSucceeded;

    /** What was expected of a stream when it was not so, since the last success. */
    private final Map<StreamId, ExpectedSequence.ForStream> expectedInVain = new HashMap<>();

    SubscriptionState(Subscription subscription, int attempts) {
        this(subscription, attempts, System::nanoTime);
    }

    SubscriptionState(Subscription subscription, int attempts, LongSupplier nanoTime) {
        this.watched = subscription;
        this.name = subscription.name();
        this.attempts = attempts;
        this.nanoTime = nanoTime;
    }

    /** The subscription, watched: what it is given is noted. */
    Subscription subscription() {
        return subscription;
    }

    String name() {
        return name;
    }

    /**
     * Whether a run is to begin now; the one who is told so begins it. One runs at a time on this node.
     *
     * @param endOfLog the last position assigned, as far as the caller knows
     */
    synchronized boolean begins(long endOfLog) {
        end = Math.max(end, endOfLog);
        behind |= position < end;
        if (ended || running || stopped || !behind || (isHeld() && nanoTime.getAsLong() - pausedUntil < 0)) {
            return false;
        }
        running = true;
        given = List.of();
        elsewhere = false;
        return true;
    }

    /** This node does not run it any more: the run that is under way is the last. */
    synchronized void end() {
        ended = true;
    }

    /** A batch is done; if the log goes on, the next run is due. */
    synchronized void reached(long reached) {
        running = false;
        position = Math.max(position, reached);
        behind = position < end;
        succeeded();
    }

    private void succeeded() {
        // what an earlier life of this node has told of it may hold no more
        untold |= !everSucceeded;
        everSucceeded = true;
        forget();
    }

    private void forget() {
        failures = 0;
        pauses = 0;
        waits = false;
        failure = null;
        failedEvent = null;
        lostRaces = 0;
        expectedInVain.clear();
    }

    private boolean isHeld() {
        return pauses > 0 || lostRaces > 0;
    }

    /** Whether the last run left something to do at once. */
    synchronized boolean hasMore() {
        return behind && !isHeld() && !elsewhere;
    }

    /** Another node is at it; whether it brings it to an end is seen later. */
    synchronized void elsewhere() {
        running = false;
        elsewhere = true;
    }

    /** The backend cannot answer: no fault of the subscription's. It is told once, until something goes well again. */
    synchronized void heldUp(Throwable reason) {
        running = false;
        failure = Mishaps.line(reason);
        pause();
        String text = "the subscription " + name + " waits: " + failure;
        LOG.log(waits ? Level.DEBUG : Level.WARNING, text);
        LOG.log(Level.DEBUG, text, reason);
        waits = true;
    }

    synchronized void failed(Throwable thrown) {
        Throwable reason = tellable(thrown);
        running = false;
        failures++;
        failure = Mishaps.firstLines(reason);
        cause = shortened(Mishaps.line(reason));
        failedEvent = given.size() == 1 ? failedEvent(given.get(0)) : null;
        boolean someUnread = given.isEmpty()
                && !isOneByOne()
                && Mishaps.find(UnreadableEventException.class, thrown).isPresent();
        stopped = failures >= attempts && given.size() <= 1 && !someUnread;
        if (stopped) {
            untold = true;
            String text = "the subscription %s has stopped: %s failed %d times: %s. Mend the cause, then restart it"
                    .formatted(name, whatFailed(), failures, Mishaps.line(reason));
            LOG.log(Level.ERROR, text, reason);
        } else {
            if (someUnread) {
                oneByOneUntil = position + watched.batchSize();
            }
            oneByOne();
            pause();
            Mishaps.tell(
                    LOG, "the subscription %s failed at %s and will try again".formatted(name, whatFailed()), reason);
        }
    }

    /**
     * What may be kept and logged of a failure. What an exception says often has the value that it fell over, which no
     * erasure would find there.
     */
    private Throwable tellable(Throwable thrown) {
        return given.stream().allMatch(event -> event.personal().isEmpty()) ? thrown : new UntoldFailure(thrown);
    }

    /** All storages have room for so much. */
    private static String shortened(String line) {
        return line.codePointCount(0, line.length()) <= CAUSE_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, CAUSE_LENGTH - 1)) + "…";
    }

    /**
     * Somebody else was faster: no fault of the subscription's, whose batch is repeated as often as it takes. That is
     * not so if it expects again what was in vain the last time: a handler that reads before it decides expects
     * something else when the stream has moved on, since streams only grow.
     *
     * @return after what pause to repeat it; zero if it was no race, and counts as failure
     */
    synchronized Duration lost(ConcurrencyError race, Throwable reason) {
        if (!isRace(race)) {
            failed(reason);
            return Duration.ZERO;
        }
        running = false;
        lostRaces++;
        oneByOne();
        long longest =
                Math.min(LONGEST_RACE_PAUSE.toNanos(), FIRST_RACE_PAUSE.toNanos() << Math.min(lostRaces - 1, 20));
        long pause = ThreadLocalRandom.current().nextLong(longest / 2, longest);
        pausedUntil = nanoTime.getAsLong() + pause;
        if (isTold(lostRaces)) {
            LOG.log(
                    Level.WARNING,
                    "the subscription %s was not the fastest %d times in a row and goes on trying: %s"
                            .formatted(name, lostRaces, Mishaps.line(race)));
        }
        LOG.log(Level.DEBUG, "the subscription " + name + " lost a race and repeats its batch", reason);
        return Duration.ofNanos(pause);
    }

    private boolean isRace(ConcurrencyError race) {
        ExpectedSequence.ForStream expected = race.getExpected();
        return expected.holds(race.getFound()) || !expected.equals(expectedInVain.put(race.getStream(), expected));
    }

    private static boolean isTold(int races) {
        int told = RACES_TOLD;
        while (told < races && told <= Integer.MAX_VALUE / 10) {
            told *= 10;
        }
        return told == races;
    }

    private void oneByOne() {
        if (given.size() > 1) {
            oneByOneUntil = positionOf(given.get(given.size() - 1));
        }
    }

    private String whatFailed() {
        if (failedEvent != null) {
            return failedEvent.toString();
        }
        return given.isEmpty()
                ? "what follows position " + position
                : "one of %d events, positions %d to %d"
                        .formatted(given.size(), positionOf(given.get(0)), positionOf(given.get(given.size() - 1)));
    }

    private static FailedEvent failedEvent(StoredEvent event) {
        return new FailedEvent(event.id(), event.type(), event.stream(), positionOf(event));
    }

    private static long positionOf(StoredEvent event) {
        return Objects.requireNonNull(event.position(), "events of the log have a position");
    }

    private void pause() {
        long factor = 1L << Math.min(pauses, 20);
        pauses++;
        pausedUntil = nanoTime.getAsLong() + Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() * factor);
    }

    synchronized void restart() {
        stopped = false;
        untold = true;
        forget();
        behind = true;
    }

    /** The lock of those who tell the storage. */
    Object telling() {
        return telling;
    }

    /** Whether there is something to tell to the storage; who asks tells it. */
    synchronized boolean takeUntold() {
        boolean taken = untold;
        untold = false;
        return taken;
    }

    /** It could not be told. */
    synchronized void giveBackUntold() {
        untold = true;
    }

    /**
     * Where it has stopped, if it has.
     *
     * @param checkpoint where the subscription is
     */
    synchronized Optional<SubscriptionStop> stop(long checkpoint) {
        if (!stopped) {
            return Optional.empty();
        }
        long at = failedEvent == null ? checkpoint + 1 : failedEvent.position();
        return Optional.of(new SubscriptionStop(at, failedEvent, cause));
    }

    synchronized SubscriptionStatus status() {
        return new SubscriptionStatus(
                name, position, Math.max(0, end - position), failures, lostRaces, failedEvent, failure, stopped);
    }

    private synchronized void giving(List<StoredEvent> events) {
        // it is kept as long as the subscription stands, and an erasure is to find nothing in it
        given = events.stream().map(StoredEvent::withheld).toList();
    }

    private synchronized boolean isOneByOne() {
        return position < oneByOneUntil;
    }

    /**
     * The subscription with an eye on what it is given, which is one event at a time while one of them makes it fail.
     */
    private final class Watched implements TakesErasures {

        @Override
        public String name() {
            return name;
        }

        @Override
        public SubscriptionStart start() {
            return watched.start();
        }

        @Override
        public Set<String> domains() {
            return watched.domains();
        }

        @Override
        public Set<String> types() {
            return watched.types();
        }

        @Override
        public int batchSize() {
            return isOneByOne() ? 1 : watched.batchSize();
        }

        @Override
        public boolean takesErasures() {
            return watched instanceof TakesErasures takes ? takes.takesErasures() : watched instanceof ErasureListener;
        }

        @Override
        public void handle(List<StoredEvent> events) throws Exception {
            giving(List.copyOf(events));
            if (watched instanceof TakesErasures) {
                watched.handle(events);
            } else {
                TakesErasures.inOrder(events, watched::handle, watched);
            }
        }
    }
}
