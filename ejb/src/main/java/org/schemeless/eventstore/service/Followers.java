/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Checkpoints;
import org.schemeless.eventstore.EventStorage;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStatus;

/** The subscriptions of this node; who is behind the log is given a run. */
@ApplicationScoped
class Followers {

    private static final Logger LOG = System.getLogger(Followers.class.getName());
    private static final String ATTEMPTS = "eventstore.subscription.attempts";
    private static final int DEFAULT_ATTEMPTS = 10;

    @Inject
    @Any
    private Instance<Subscription> subscriptions;

    @Inject
    private EventStorage storage;

    @Inject
    private Checkpoints checkpoints;

    @Inject
    private Log log;

    @EJB
    private SubscriptionBatch batch;

    @EJB
    private SubscriptionRunner runner;

    private volatile Map<String, Follower> byName = Map.of();

    /** @throws IllegalStateException if one of them cannot be, with a message for the developer */
    void start() {
        Map<String, Follower> followers = new TreeMap<>();
        int attempts = attempts();
        for (Subscription subscription : subscriptions) {
            Follower follower = new Follower(checked(subscription), attempts);
            if (followers.put(follower.name(), follower) != null) {
                throw new IllegalStateException(
                        "two subscriptions have the name \"" + follower.name() + "\": each needs one of its own");
            }
            makeCheckpoint(follower);
            checkpoints.list(follower.name());
        }
        byName = followers;
        LOG.log(Level.INFO, "subscriptions of the event store: " + (followers.isEmpty() ? "none" : places()));
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
    private void makeCheckpoint(Follower follower) {
        boolean beginsAtEnd = follower.subscription().start().after().isEmpty();
        if (beginsAtEnd && !checkpoints.exists(follower.name())) {
            log.number();
        }
        try {
            batch.begin(follower.subscription());
        } catch (RuntimeException e) {
            if (!checkpoints.exists(follower.name())) {
                throw e;
            }
        }
    }

    /** Called every second: for what other nodes appended, and for what could not be told before. */
    void poll() {
        wake();
        byName.values().forEach(this::tell);
    }

    /** Tells the storage if the subscription has stopped, or goes on again: other nodes and deployments show it. */
    void tell(Follower follower) {
        // in the order in which it happened
        synchronized (follower.telling()) {
            if (!follower.takeUntold()) {
                return;
            }
            boolean told = false;
            try {
                storage.write(() -> tellNow(follower));
                told = true;
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "the storage was not told how " + follower.name() + " is doing; it will be", e);
            } finally {
                if (!told) {
                    follower.giveBackUntold();
                }
            }
        }
    }

    private @Nullable Void tellNow(Follower follower) {
        String name = follower.name();
        follower.stop(checkpoints.find(name).orElse(0))
                .ifPresentOrElse(stop -> checkpoints.stopped(name, stop), () -> checkpoints.goesOn(name));
        return null;
    }

    /** Called after positions were given, and every second. */
    void wake() {
        if (byName.isEmpty()) {
            return;
        }
        try {
            long end = storage.lastPosition();
            byName.values().forEach(follower -> follow(follower, end));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "where the log ends is not known now; the next wake-up asks again", e);
        }
    }

    /** Gives the follower a run if it is due for one. */
    void follow(Follower follower, long end) {
        if (!follower.begins(end)) {
            return;
        }
        try {
            runner.run(follower.name());
        } catch (RuntimeException e) {
            follower.heldUp(e);
        }
    }

    List<SubscriptionStatus> list() {
        return byName.values().stream().map(Follower::status).toList();
    }

    void restart(String name) {
        Follower follower = of(name);
        follower.restart();
        tell(follower);
        follow(follower, 0);
    }

    Follower of(String name) {
        Follower follower = byName.get(name);
        if (follower == null) {
            throw new IllegalArgumentException(
                    "there is no subscription \"" + name + "\"; there are " + byName.keySet());
        }
        return follower;
    }
}
