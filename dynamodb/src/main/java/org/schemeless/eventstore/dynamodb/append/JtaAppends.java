/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.key.KeyGuard;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.LostRaceException;

/**
 * The appends of a JTA transaction are written as one batch when it is about to commit. A batch that cannot
 * be written rolls the transaction back; after a rollback nothing was ever sent.
 */
public final class JtaAppends {

    /**
     * As often the write lets all others go before that are registered by then; each time covers those that others have
     * registered. Liberty allows four rounds of registrations by registrations (RegisteredSyncs, DEFAULT_DEPTH_LIMIT),
     * and an append may itself be made in the first of them.
     */
    private static final int STEPS_BACK = 3;

    private static final Logger LOG = System.getLogger(JtaAppends.class.getName());

    private final TransactionSynchronizationRegistry registry;
    private final StreamHeads heads;
    private final EventReads events;
    private final BoundaryGuard guard;
    private final KeyGuard keys;
    private final AppendLoop appendLoop;

    public JtaAppends(
            TransactionSynchronizationRegistry registry,
            StreamHeads heads,
            EventReads events,
            BoundaryGuard guard,
            KeyGuard keys,
            AppendLoop appendLoop) {
        this.registry = registry;
        this.heads = heads;
        this.events = events;
        this.guard = guard;
        this.keys = keys;
        this.appendLoop = appendLoop;
    }

    /** The batch of the current transaction; empty if there is no transaction, or no append in it. */
    public Optional<JtaBatch> current() {
        return isInTransaction() ? Optional.ofNullable((JtaBatch) registry.getResource(this)) : Optional.empty();
    }

    /**
     * Whether there is a transaction that can be joined: none while or after it commits or rolls back, when some
     * servers still have it.
     */
    private boolean isInTransaction() {
        int status = registry.getTransactionStatus();
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
    }

    /**
     * Takes an append into the current transaction. What can be known of its failure now is thrown now.
     *
     * @throws org.schemeless.eventstore.ConcurrencyError if a stream is not as expected, or a boundary has moved
     * @throws org.schemeless.eventstore.DuplicateEventException if an id is taken
     * @throws GoneKeysException if keys are gone that encrypt members of its events: it can be appended again by others
     * @throws LostRaceException if the transaction has kept its command before
     * @throws InvalidEventException if the transaction keeps as many commands as one write can, or a mark is none that
     *     this store can have given
     */
    public AppendResult append(Append append) {
        JtaBatch jtaBatch = current().orElseGet(JtaBatch::new);
        jtaBatch.requireOpen();
        refuse(append.command(), jtaBatch);
        Optional<AppendResult> known = append.replayOf(withIds(append.claimedIds(), jtaBatch));
        if (known.isPresent() && append.command() == null) {
            return known.get();
        }
        Map<StreamId, Long> sequences = sequences(append.checkedStreams());
        if (known.isPresent()) {
            join(jtaBatch);
            jtaBatch.keep(append, known.get(), sequences);
            return known.get();
        }
        append.check(sequences);
        keys.require(append.keys());
        List<TagCondition> held = guard.held(append);
        List<StoredEvent> sequenced = append.sequenced(sequences);
        join(jtaBatch);
        jtaBatch.add(append, sequences, sequenced, held);
        return AppendResult.stored(sequenced);
    }

    private void join(JtaBatch jtaBatch) {
        if (current().isEmpty()) {
            if (!registry.getRollbackOnly()) {
                registry.registerInterposedSynchronization(new Completion(jtaBatch, STEPS_BACK));
            }
            registry.putResource(this, jtaBatch);
        }
    }

    /** One that another transaction has kept is met when this one completes. */
    private static void refuse(@Nullable Command command, JtaBatch jtaBatch) {
        if (command == null) {
            return;
        }
        if (jtaBatch.command(command.scope(), command.id()).isPresent()) {
            throw new LostRaceException(new IllegalStateException(
                    "the command " + command.id() + " of " + command.scope() + " was carried out by this transaction"));
        }
        if (jtaBatch.commands().size() == CommandItems.MOST) {
            throw new InvalidEventException(
                    "command",
                    "\"" + command.id() + "\" is one more than DynamoDB keeps with one transaction",
                    CommandItems.MOST + " commands in a transaction; begin another");
        }
    }

    /** Those of the events with these ids that the current transaction sees, in no order. */
    public List<StoredEvent> withIds(Collection<String> ids) {
        return current().map(jtaBatch -> withIds(ids, jtaBatch)).orElseGet(() -> events.withIds(ids));
    }

    private List<StoredEvent> withIds(Collection<String> ids, JtaBatch jtaBatch) {
        List<StoredEvent> found = new ArrayList<>();
        Set<String> elsewhere = new HashSet<>();
        ids.forEach(id -> jtaBatch.withId(id).ifPresentOrElse(found::add, () -> elsewhere.add(id)));
        found.addAll(events.withIds(elsewhere));
        return found;
    }

    /** The sequences of these streams as the current transaction sees them. */
    public Map<StreamId, Long> sequences(Set<StreamId> streams) {
        Map<StreamId, Long> sequences = new HashMap<>();
        Set<StreamId> untouched = new HashSet<>(streams);
        current()
                .ifPresent(jtaBatch ->
                        streams.forEach(stream -> jtaBatch.base(stream).ifPresent(base -> {
                            sequences.put(
                                    stream, base + jtaBatch.ofStream(stream).size());
                            untouched.remove(stream);
                        })));
        sequences.putAll(heads.versions(untouched));
        return sequences;
    }

    /**
     * Interposed, so that it comes after what the application does before completion, and the last of those that are:
     * each registers others, as a persistence context does that is used for the first time, and whoever is registered
     * later comes later.
     */
    private final class Completion implements Synchronization {

        private final JtaBatch jtaBatch;
        private final int stepsBack;
        private boolean called;

        Completion(JtaBatch jtaBatch, int stepsBack) {
            this.jtaBatch = jtaBatch;
            this.stepsBack = stepsBack;
        }

        /** Payara calls one that was registered while the transaction completes twice. */
        @Override
        public void beforeCompletion() {
            if (called || registry.getRollbackOnly()) {
                return;
            }
            called = true;
            if (stepsBack > 0) {
                registry.registerInterposedSynchronization(new Completion(jtaBatch, stepsBack - 1));
            } else {
                write();
            }
        }

        private void write() {
            try {
                store();
            } catch (OutcomeUnknownException e) {
                registry.setRollbackOnly();
                throw RequestRetries.unavailable(e);
            } catch (RuntimeException e) {
                registry.setRollbackOnly();
                throw e;
            }
        }

        private void store() {
            jtaBatch.seal();
            try {
                appendLoop.write(jtaBatch);
            } catch (GoneKeysException e) {
                throw new EventStoreUnavailableException(
                        "keys were taken away meanwhile that encrypt members of this transaction's events: " + e.keys()
                                + "; roll back and call again, which encrypts them anew",
                        e);
            } catch (LostRaceException e) {
                jtaBatch.violated(heads.versions(jtaBatch.streams())).ifPresent(moved -> {
                    throw moved;
                });
                throw new EventStoreUnavailableException(
                        "another transaction carried out a command of this one meanwhile; roll back and call again, "
                                + "which finds what it stored",
                        e);
            }
        }

        /**
         * A server that does not call what is registered while a transaction completes would lose the events without a
         * word. No server is known to do so.
         */
        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED && !jtaBatch.isSealed()) {
                LOG.log(Level.ERROR, "a transaction has committed, and " + whatBecameOfTheEvents());
            }
        }

        private String whatBecameOfTheEvents() {
            String skipped = "the server never called the synchronization that writes its events to "
                    + jtaBatch.streams() + " before the commit: ";
            try {
                store();
                return skipped + "they were written after it; report this server";
            } catch (RuntimeException e) {
                return skipped + "they are lost, and could not be written after it: " + Mishaps.line(e);
            }
        }
    }
}
