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
import java.lang.System.Logger;
import java.util.Optional;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.SnapshotStorage;

/** The session bean behind {@link Snapshots}. */
@Stateless
@LocalBean
@Local(Snapshots.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class SnapshotsService implements Snapshots {

    private static final Logger LOG = System.getLogger(SnapshotsService.class.getName());

    @Inject
    @Opened
    EventStorage storage;

    @Inject
    SnapshotStorage snapshots;

    @Inject
    CallerTransaction caller;

    @Inject
    OwnTransaction own;

    @Inject
    FailureTranslation failures;

    @Override
    public Optional<Snapshot> find(StreamId stream, String fold, String shape) {
        try {
            return caller.joined(() -> snapshots.find(stream, fold, shape));
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "a snapshot of " + stream + " cannot be read, and its events are instead", e);
            return Optional.empty();
        }
    }

    @Override
    public void keep(Snapshot snapshot) {
        try {
            caller.afterCommit(() -> keepNow(snapshot));
        } catch (RuntimeException e) {
            notKept(snapshot, e);
        }
    }

    /** Without the transaction that has just committed, which the thread may still have. */
    private void keepNow(Snapshot snapshot) {
        try {
            Optional<RuntimeException> failure =
                    storage.exclusively(() -> own.without(() -> own.call(() -> failureToKeep(snapshot))));
            failure.ifPresent(e -> notKept(snapshot, e));
        } catch (RuntimeException e) {
            notKept(snapshot, e);
        }
    }

    /** A failure that left the transaction would be in the server's log, with a trace. */
    private Optional<RuntimeException> failureToKeep(Snapshot snapshot) {
        try {
            snapshots.keep(snapshot);
            return Optional.empty();
        } catch (RuntimeException e) {
            caller.markForRollback();
            return Optional.of(e);
        }
    }

    private static void notKept(Snapshot snapshot, RuntimeException failure) {
        Mishaps.tell(
                LOG,
                "a snapshot of " + snapshot.stream() + " at sequence " + snapshot.sequence()
                        + " was not kept; the events are read instead",
                failure);
    }

    @Override
    public void forget(StreamId stream) {
        if (caller.isActive()) {
            storage.exclusively(() -> forgotten(stream));
        } else {
            failures.translated(() -> storage.exclusively(() -> own.without(() -> own.call(() -> forgotten(stream)))));
        }
    }

    /** Failures become what they mean before they leave a transaction: the container would wrap them. */
    private StreamId forgotten(StreamId stream) {
        return failures.translated(() -> {
            snapshots.forget(stream);
            return stream;
        });
    }
}
