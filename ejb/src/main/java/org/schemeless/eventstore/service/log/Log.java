/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.log;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.PendingPositions;

/**
 * The log of the whole store. Who reads to its end waits until what was committed before the call has its positions,
 * and no longer: what others commit meanwhile is not waited for, and after five seconds nothing is. The sequencer
 * assigns the positions; who waits wakes it, and holds nothing.
 */
@Dependent
public class Log {

    private static final Logger LOG = System.getLogger(Log.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What both kinds of storage have room for. */
    private static final Pattern MARK = Pattern.compile("[0-9]{1,38}");

    /** Another node may be the one that assigns the positions. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final EventStorage storage;
    private final EventStorage stored;
    private final PositionAssignment positions;
    private final Sequencer sequencer;

    @Inject
    Log(@Opened EventStorage storage, EventStorage stored, PositionAssignment positions, Sequencer sequencer) {
        this.storage = storage;
        this.stored = stored;
        this.positions = positions;
        this.sequencer = sequencer;
    }

    /** The same log with personal members sealed, as they are stored. */
    public Log asStored() {
        return new Log(stored, stored, positions, sequencer);
    }

    /** As many events after a position as there are, with what was committed before the call. */
    public List<StoredEvent> read(long after, int limit) {
        List<StoredEvent> page = readAssigned(after, limit);
        return page.size() == limit ? page : readWhenThere(after, limit, limit);
    }

    /** The events after a position as soon as there is one. */
    public List<StoredEvent> readNext(long after, int limit) {
        List<StoredEvent> page = readAssigned(after, limit);
        return page.isEmpty() ? readWhenThere(after, limit, 1) : page;
    }

    private List<StoredEvent> readWhenThere(long after, int limit, int wanted) {
        LogEnd end = await(after, wanted);
        requireReached(after, end);
        return end.position() == after ? List.of() : readAssigned(after, limit);
    }

    /** The events after a position that have one now. */
    List<StoredEvent> readAssigned(long after, int limit) {
        return positions.committed(() -> storage.readLog(after, limit));
    }

    /**
     * @throws InvalidEventException if the log ends before this position, which is then of another log, or of another
     *     state of this
     */
    static void requireReached(long after, LogEnd end) {
        if (after > end.position()) {
            throw new InvalidEventException("after", "is " + after, "0 to " + end.position() + ", the end of the log");
        }
    }

    /** Where the log ends with all that was committed before the call. */
    public LogEnd end() {
        return await(0, Long.MAX_VALUE);
    }

    /**
     * Where the log ends with all that was committed before an earlier call: who goes on until it has that comes to an
     * end, also where more is written than gets positions.
     */
    public LogEnd end(String until) {
        if (!MARK.matcher(until).matches()) {
            throw new InvalidEventException("until", "is \"" + until + "\"", "what the Link of an earlier answer has");
        }
        return await(0, Long.MAX_VALUE, positions.pending(new BigInteger(until)));
    }

    /**
     * Where the log ends as soon as so many events stand after a position, at the latest with all that was committed
     * before the call.
     */
    LogEnd await(long after, long wanted) {
        return await(after, wanted, positions.pending());
    }

    private LogEnd await(long after, long wanted, Optional<PendingPositions> events) {
        long start = System.nanoTime();
        Optional<PendingPositions> missing = events;
        long end = positions.lastPosition();
        long left = PATIENCE.toNanos();
        while (missing.isPresent() && end - after < wanted && left > 0) {
            awaitRound(Math.min(left, LOOK_AGAIN.toNanos()));
            missing = missing.filter(positions::remain);
            end = positions.lastPosition();
            left = start + PATIENCE.toNanos() - System.nanoTime();
        }
        return new LogEnd(
                end, missing.map(remaining -> remaining.mark().toString()).orElse(null));
    }

    private void awaitRound(long nanos) {
        try {
            sequencer.awaitRound(nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static EventStoreUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new EventStoreUnavailableException("the server ends the thread that waits for the log", e);
    }

    /**
     * Whether something stands after this position, or will when it has its position; nothing is waited for. What had
     * none when the last position was asked for may have got one before it is looked for: so the last position is asked
     * for again.
     */
    boolean goesOn(long position) {
        return positions.lastPosition() > position
                || positions.hasPendingPositions()
                || positions.lastPosition() > position;
    }

    /**
     * Gives all that was committed before the call its positions, in the caller's thread, however long that takes. What
     * can have none, since an event before it was taken away by hand, is not waited for longer than five seconds.
     */
    public void assignPositions() {
        Optional<PendingPositions> missing = positions.pending();
        long end = -1;
        long moved = System.nanoTime();
        while (missing.isPresent()) {
            boolean more = positions.round();
            missing = missing.filter(positions::remain);
            if (more || missing.isEmpty()) {
                continue;
            }
            long now = positions.lastPosition();
            if (now > end) {
                end = now;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                LOG.log(
                        Level.WARNING,
                        ("the log has stood at position %d for %d seconds, and some events that were committed"
                                        + " before have no position yet: they are passed by now, and come later if"
                                        + " they can")
                                .formatted(end, PATIENCE.toSeconds()));
                return;
            }
            pause();
        }
    }
}
