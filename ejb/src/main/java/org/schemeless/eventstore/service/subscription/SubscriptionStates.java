/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.service.log.Log;
import org.schemeless.eventstore.service.log.Sequencer;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.Checkpoints;
import org.schemeless.eventstore.spi.EventStorage;

/** The subscriptions of this node; who is behind the log is given a run. */
@ApplicationScoped
public class SubscriptionStates {

    private static final Logger LOG = System.getLogger(SubscriptionStates.class.getName());
    private static final String ATTEMPTS = "eventstore.subscription.attempts";
    private static final int DEFAULT_ATTEMPTS = 10;

    @Inject
    @Any
    private Instance<Subscription> subscriptions;

    @Inject
    @Opened
    private EventStorage storage;

    @Inject
    private Checkpoints checkpoints;

    @Inject
    private Log log;

    @Inject
    private Sequencer sequencer;

    @EJB
    private SubscriptionBatch batch;

    @EJB
    private SubscriptionRunner runner;

    private volatile Map<String, SubscriptionState> byName = Map.of();

    /** @throws IllegalStateException if one of them cannot be, with a message for the developer */
    public synchronized void start() {
        Map<String, SubscriptionState> states = new TreeMap<>();
        int attempts = attempts();
        for (Subscription subscription : subscriptions) {
            SubscriptionState state = new SubscriptionState(checked(subscription), attempts);
            if (states.put(state.name(), state) != null) {
                throw new IllegalStateException(
                        "two subscriptions have the name \"" + state.name() + "\": each needs one of its own");
            }
            makeCheckpoint(state);
            checkpoints.list(state.name());
        }
        byName = states;
        sequencer.afterEachRound(this::wake);
        LOG.log(Level.INFO, "subscriptions of the event store: " + (states.isEmpty() ? "none" : places()));
    }

    /**
     * Has this node run a subscription from now on that was not there when it began, unless it does so already.
     *
     * @throws IllegalStateException as {@link #start}
     */
    public synchronized void add(Subscription subscription) {
        if (byName.containsKey(subscription.name())) {
            return;
        }
        SubscriptionState state = new SubscriptionState(checked(subscription), attempts());
        makeCheckpoint(state);
        checkpoints.list(state.name());
        Map<String, SubscriptionState> states = new TreeMap<>(byName);
        states.put(state.name(), state);
        byName = states;
    }

    /** Has this node not run it any more; a batch that is under way comes to its end. */
    public synchronized void remove(String name) {
        Map<String, SubscriptionState> states = new TreeMap<>(byName);
        SubscriptionState removed = states.remove(name);
        if (removed != null) {
            removed.end();
            byName = states;
        }
    }

    private String places() {
        return byName.keySet().stream().map(this::place).collect(Collectors.joining(", "));
    }

    private String place(String name) {
        OptionalLong position = checkpoints.find(name);
        return name + " after " + (position.isPresent() ? "position " + position.getAsLong() : "no position yet");
    }

    private static Subscription checked(Subscription subscription) {
        try {
            StreamId.of(subscription.name());
        } catch (InvalidEventException e) {
            throw new IllegalStateException("a subscription cannot have this name: " + e.getMessage(), e);
        }
        if (subscription.batchSize() < 1 || subscription.batchSize() > Limits.PAGE) {
            throw new IllegalStateException("the batch size of the subscription \"" + subscription.name() + "\" is "
                    + subscription.batchSize() + "; allowed: 1 to " + Limits.PAGE);
        }
        return subscription;
    }

    private static int attempts() {
        int attempts = ConfigProvider.getConfig()
                .getOptionalValue(ATTEMPTS, Integer.class)
                .orElse(DEFAULT_ATTEMPTS);
        if (attempts < 1) {
            throw new IllegalStateException(ATTEMPTS + " is " + attempts + "; allowed: 1 and more");
        }
        return attempts;
    }

    /** Two nodes may make it at the same time: the later one uses what the other has made. */
    private void makeCheckpoint(SubscriptionState state) {
        boolean beginsAtEnd = state.subscription().start().after().isEmpty();
        if (beginsAtEnd && !checkpoints.exists(state.name())) {
            log.assignPositions();
        }
        try {
            batch.begin(state.subscription());
        } catch (RuntimeException e) {
            if (!checkpoints.exists(state.name())) {
                throw e;
            }
        }
    }

    /** Called every second: for what other nodes appended, and for what could not be told before. */
    public void poll() {
        wake();
        byName.values().forEach(this::tell);
    }

    /** Tells the storage if the subscription has stopped, or goes on again: other nodes and deployments show it. */
    void tell(SubscriptionState state) {
        // in the order in which it happened
        synchronized (state.telling()) {
            if (!state.takeUntold()) {
                return;
            }
            boolean told = false;
            try {
                storage.exclusively(() -> tellNow(state));
                told = true;
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "the storage was not told how " + state.name() + " is doing; it will be", e);
            } finally {
                if (!told) {
                    state.giveBackUntold();
                }
            }
        }
    }

    private @Nullable Void tellNow(SubscriptionState state) {
        String name = state.name();
        state.stop(checkpoints.find(name).orElse(0))
                .ifPresentOrElse(stop -> checkpoints.stopped(name, stop), () -> checkpoints.goesOn(name));
        return null;
    }

    /** Called after positions were assigned, and every second. */
    void wake() {
        if (byName.isEmpty()) {
            return;
        }
        try {
            long end = storage.lastPosition();
            byName.values().forEach(state -> runIfDue(state, end));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "where the log ends is not known now; the next wake-up asks again", e);
        }
    }

    /** Gives the subscription a run if it is due for one. */
    void runIfDue(SubscriptionState state, long end) {
        if (!state.begins(end)) {
            return;
        }
        try {
            runner.run(state.name());
        } catch (RuntimeException e) {
            state.heldUp(e);
        }
    }

    public List<SubscriptionStatus> list() {
        return byName.values().stream().map(SubscriptionState::status).toList();
    }

    public void restart(String name) {
        SubscriptionState state = of(name);
        state.restart();
        tell(state);
        runIfDue(state, 0);
    }

    /** Restarts it if this node runs it. */
    public void restartIfHere(String name) {
        if (byName.containsKey(name)) {
            restart(name);
        }
    }

    private SubscriptionState of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no subscription \"" + name + "\"; there are " + byName.keySet()));
    }

    /** Empty if this node does not run it, or not any more. */
    Optional<SubscriptionState> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
