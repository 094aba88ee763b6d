/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.ejb.EJB;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.schemeless.eventstore.Catalogue;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.tck.StoreFixture;

/** A test that runs inside the server, beside the deployed event store. */
@ArquillianTest
@Tag("deployed")
public abstract class OnServer implements StoreFixture {

    @EJB
    private ServerCaller caller;

    @Deployment
    static Archive<?> application() {
        return TestArchive.create();
    }

    @Override
    public EventStore store() {
        return caller.store();
    }

    @Override
    public Optional<StoredEvent> findEvent(String id) {
        return caller.store().findEvent(id);
    }

    @Override
    public LogEnd logEnd() {
        return caller.store().getLogEnd();
    }

    @Override
    public LogEnd logEnd(String until) {
        return caller.store().getLogEnd(until);
    }

    /** For {@link org.schemeless.eventstore.tck.SnapshotsContract}. */
    public Snapshots snapshots() {
        return caller.snapshots();
    }

    /** For {@link org.schemeless.eventstore.tck.CatalogueContract}. */
    public Catalogue catalogue() {
        return caller.catalogue();
    }

    @Override
    public ThreadFactory threads() {
        return caller.threads();
    }

    @Override
    public void inTransaction(Runnable work) {
        rethrow(caller.inTransaction(work, true));
    }

    @Override
    public void inTransactionRolledBack(Runnable work) {
        rethrow(caller.inTransaction(work, false));
    }

    @Override
    public void markForRollback() {
        caller.moments().markForRollback();
    }

    @Override
    public void outsideOfTransactions(Runnable work) {
        rethrow(caller.outsideOfTransactions(work));
    }

    @Override
    public <T> T inManagedBean(Supplier<T> work) {
        return caller.inManagedBean(work);
    }

    @Override
    public void at(Moment moment, Runnable work) {
        caller.moments().plan(moment, work);
    }

    /** As the table in docs/guide.md has it. */
    @Override
    public Refused refusedAt(Moment moment) {
        boolean interposed = moment == Moment.INTERPOSED_BEFORE_COMPLETION;
        if (System.getProperty("wlp.install.dir") != null) {
            return interposed || moment == Moment.REGISTERED_BEFORE_COMPLETION ? Refused.ALL : Refused.NONE;
        }
        boolean relational = !"dynamodb".equals(System.getenv("EVENTSTORE_STORAGE"));
        boolean wildfly = System.getProperty("jboss.home.dir") != null;
        return relational && wildfly && (interposed || moment == Moment.SESSION_BEFORE_COMPLETION)
                ? Refused.FIRST
                : Refused.NONE;
    }

    @Override
    public void saveRow(String id) {
        caller.rows().save(id);
    }

    @Override
    public boolean hasRow(String id) {
        return caller.rows().has(id);
    }

    private static void rethrow(ServerCaller.Ending ending) {
        if (ending.error() instanceof RuntimeException error) {
            throw error;
        }
        if (ending.error() instanceof Error error) {
            throw error;
        }
        if (ending.error() != null) {
            throw new AssertionError(ending.error());
        }
        if (ending.notCommitted() != null) {
            throw new NotCommitted(ending.notCommitted());
        }
    }
}
