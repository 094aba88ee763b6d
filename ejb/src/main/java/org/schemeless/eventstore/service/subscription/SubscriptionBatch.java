/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import jakarta.annotation.Resource;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.LocalBean;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.service.personal.Erasures;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.Checkpoints;
import org.schemeless.eventstore.spi.EventStorage;

/**
 * One batch of a subscription: taking its checkpoint, reading, handling and moving it are one transaction. Public
 * because a session bean must be; not for applications.
 */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SubscriptionBatch {

    /** So many pages without a wanted event are passed by in a transaction. */
    private static final int PAGES = 10;

    @Resource
    private SessionContext context;

    @Inject
    @Opened
    private EventStorage storage;

    @Inject
    private Checkpoints checkpoints;

    /** The subscription could not handle its batch. An application's exception: the container would log any other. */
    @ApplicationException(rollback = true)
    static final class HandlingFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        HandlingFailed(Exception cause) {
            super(cause);
        }
    }

    /**
     * Handles what follows the checkpoint.
     *
     * @return how far it came; empty if another node has taken the checkpoint
     */
    public OptionalLong run(Subscription subscription) {
        try {
            return next(subscription);
        } catch (HandlingFailed e) {
            throw e;
        } catch (RuntimeException e) {
            throw storage.translate(e);
        }
    }

    private OptionalLong next(Subscription subscription) {
        OptionalLong checkpoint = checkpoints.take(subscription.name());
        if (checkpoint.isEmpty()) {
            return checkpoint;
        }
        long reached = follow(subscription, checkpoint.getAsLong());
        if (reached > checkpoint.getAsLong()) {
            checkpoints.move(subscription.name(), reached);
        }
        return OptionalLong.of(reached);
    }

    private long follow(Subscription subscription, long checkpoint) {
        long position = checkpoint;
        for (int pages = 0; pages < PAGES; pages++) {
            List<StoredEvent> page = storage.readLog(position, subscription.batchSize());
            if (page.isEmpty()) {
                requireReached(position);
                return position;
            }
            position = positionOf(page.get(page.size() - 1));
            List<StoredEvent> wanted =
                    page.stream().filter(event -> wants(subscription, event)).toList();
            if (!wanted.isEmpty()) {
                handle(subscription, wanted);
                return position;
            }
        }
        return position;
    }

    private void requireReached(long checkpoint) {
        long end = storage.lastPosition();
        if (checkpoint > end) {
            throw new IllegalStateException("the checkpoint is " + checkpoint + ", but the log ends at " + end
                    + ": it is of another store, or this one was restored from an older state");
        }
    }

    private static long positionOf(StoredEvent event) {
        return Objects.requireNonNull(event.position(), "events of the log have a position");
    }

    /** Of erasures only those hear that listen for them. */
    private static boolean wants(Subscription subscription, StoredEvent event) {
        if (Erasures.isErasure(event)) {
            return subscription instanceof TakesErasures takes && takes.takesErasures();
        }
        return contains(subscription.domains(), event.stream().domain())
                && contains(subscription.types(), event.type());
    }

    private static boolean contains(Set<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private void handle(Subscription subscription, List<StoredEvent> events) {
        try {
            subscription.handle(events);
        } catch (Exception e) {
            context.setRollbackOnly();
            throw new HandlingFailed(e);
        }
        if (context.getRollbackOnly()) {
            throw new HandlingFailed(new IllegalStateException("the transaction was marked for rollback"));
        }
    }

    /** Makes the checkpoint of a subscription that has none. */
    public void begin(Subscription subscription) {
        if (!checkpoints.exists(subscription.name())) {
            OptionalLong after = subscription.start().after();
            checkpoints.create(subscription.name(), after.isPresent() ? after.getAsLong() : storage.lastPosition());
        }
    }
}
