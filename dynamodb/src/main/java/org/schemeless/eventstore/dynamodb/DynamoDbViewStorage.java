/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.view.StateItems;
import org.schemeless.eventstore.dynamodb.view.StateItems.Outcome;
import org.schemeless.eventstore.dynamodb.view.ViewItem;
import org.schemeless.eventstore.dynamodb.view.ViewItems;
import org.schemeless.eventstore.spi.StorageName;
import org.schemeless.eventstore.spi.ViewRound;
import org.schemeless.eventstore.spi.ViewStorage;

/**
 * Views in a table of their own. Each call that writes is one commit of its own, whatever becomes of the server's
 * transaction: the states of a round and the checkpoint up to which they are, or the build that is read with the
 * checkpoints that it was compared with.
 */
@Dependent
@Alternative
@StorageName("dynamodb")
class DynamoDbViewStorage implements ViewStorage {

    /** So many states are taken away at once. */
    private static final int DROPPED = 200;

    /** Well below the time after which a checkpoint is taken over. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StorageLifecycle backend;
    private final DynamoDbCheckpoints checkpoints;

    @Inject
    DynamoDbViewStorage(StorageLifecycle backend, DynamoDbCheckpoints checkpoints) {
        this.backend = backend;
        this.checkpoints = checkpoints;
    }

    @Override
    public void start() {
        backend.prepareViews();
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public int mostKeys() {
        return StateItems.MOST_KEYS;
    }

    @Override
    public List<ViewBuild> builds() {
        return backend.hasViews() ? views().builds() : List.of();
    }

    @Override
    public Optional<ViewBuild> active(String view) {
        return backend.hasViews() ? views().of(view).read() : Optional.empty();
    }

    /** Nothing is locked: who has made another build active since lets {@link #activate} do nothing. */
    @Override
    public Optional<ViewBuild> lockActive(String view) {
        ViewItem item = views().of(view);
        backend.transactions().putResource(key(view), item);
        return item.read();
    }

    private static String key(String view) {
        return DynamoDbViewStorage.class.getName() + ":" + view;
    }

    @Override
    public boolean begin(ViewBuild build) {
        return views().change(build.view(), item -> item.builds().containsKey(build.build()) ? item : item.with(build));
    }

    @Override
    public void status(String view, int build, ViewBuild.Status status, Instant since) {
        views().change(view, item -> item.with(build, one -> with(one, status, since)));
    }

    private static ViewBuild with(ViewBuild build, ViewBuild.Status status, Instant since) {
        return new ViewBuild(
                build.view(), build.build(), build.version(), build.segments(), status, build.paused(), since);
    }

    @Override
    public void pause(String view, boolean paused) {
        views().change(view, item -> {
            ViewItem changed = item;
            for (ViewBuild build : item.builds().values()) {
                changed = changed.with(new ViewBuild(
                        view, build.build(), build.version(), build.segments(), build.status(), paused, build.since()));
            }
            return changed;
        });
    }

    /** Together with a look at each checkpoint that the transaction has taken: it has to stand where it was found. */
    @Override
    public boolean activate(String view, int build, Set<Integer> retired, Instant since) {
        ViewItem found = Objects.requireNonNull(
                (ViewItem) backend.transactions().getResource(key(view)), "who activates locks before");
        ViewItem then = found.reading(build)
                .with(
                        build,
                        one -> one.status() == ViewBuild.Status.FOLLOWING
                                ? one
                                : with(one, ViewBuild.Status.FOLLOWING, since));
        for (int one : retired) {
            then = then.with(one, known -> with(known, ViewBuild.Status.RETIRED, since));
        }
        List<Operation> compared = new ArrayList<>();
        checkpoints.held().values().forEach(held -> compared.add(held.check()));
        return views().change(found, then, compared);
    }

    @Override
    public Map<String, ViewState> states(ViewBuild build, Collection<String> keys) {
        return states().of(build, new HashSet<>(keys));
    }

    @Override
    public List<ViewState> page(ViewBuild build, @Nullable String after, int limit) {
        return states().page(build, after, limit);
    }

    @Override
    public boolean put(ViewRound round) {
        DynamoDbCheckpoints.Held held = checkpoints.held(round.checkpoint());
        boolean suspect = held.isSuspect();
        Operation advance = held.advance(round.position());
        held.sending();
        Outcome outcome = states().put(round, advance, suspect);
        switch (outcome) {
            case DONE -> held.moved(round.position());
            case TOO_LARGE -> held.refused(suspect);
            case REFUSED -> {
                held.refused(suspect);
                throw new EventStoreUnavailableException(
                        "another node has taken over " + round.checkpoint()
                                + ", or what was written last is not seen yet; the batch is read again",
                        null);
            }
        }
        return outcome == Outcome.DONE;
    }

    /**
     * The build itself goes when its checkpoints are gone, which the transaction sees to: until then it is found again.
     */
    @Override
    public boolean drop(ViewBuild build) {
        if (!states().drop(build, DROPPED)) {
            return false;
        }
        backend.transactions().registerInterposedSynchronization(new Synchronization() {

            @Override
            public void beforeCompletion() {
                // what counts is the outcome
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    forget(build);
                }
            }
        });
        return true;
    }

    /** One that is read again meanwhile stays. */
    private void forget(ViewBuild build) {
        views().change(build.view(), item -> {
            ViewBuild now = item.builds().get(build.build());
            return now != null && now.status() == ViewBuild.Status.RETIRED ? item.without(build.build()) : item;
        });
    }

    @Override
    public Set<Long> skipped(String view) {
        return views().of(view).skipped();
    }

    @Override
    public void skip(
            String view, long position, String eventId, @Nullable String by, @Nullable String reason, Instant since) {
        views().tell(view, position, eventId, by, reason, since);
        views().change(view, item -> item.skipping(position));
    }

    private ViewItems views() {
        return backend.assembly().views();
    }

    private StateItems states() {
        return backend.assembly().states();
    }
}
