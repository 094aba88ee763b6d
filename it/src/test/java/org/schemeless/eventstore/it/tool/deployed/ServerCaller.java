/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.schemeless.eventstore.Catalogue;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.service.EventStoreService;

/**
 * A caller of the event store on a server. It manages its transactions itself, so the container suspends one that is
 * there already; it gives errors back instead of throwing them, which would hide them in an {@code EJBException}.
 */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class ServerCaller {

    @EJB
    private EventStoreService store;

    @EJB
    private ManagedCaller managed;

    @EJB
    private Rows rows;

    @Inject
    private Moments moments;

    @Inject
    private Snapshots snapshots;

    @Inject
    private Catalogue catalogue;

    @Resource
    private UserTransaction transaction;

    @Resource
    private ManagedThreadFactory threads;

    public EventStoreService store() {
        return store;
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Rows rows() {
        return rows;
    }

    public Moments moments() {
        return moments;
    }

    public ThreadFactory threads() {
        return threads;
    }

    public <T> T inManagedBean(Supplier<T> work) {
        return managed.call(work);
    }

    /** How the work ended: {@code error} is what it threw, {@code notCommitted} why the commit failed. */
    public record Ending(Throwable error, Throwable notCommitted) {}

    public Ending inTransaction(Runnable work, boolean commit) {
        try {
            transaction.begin();
            Throwable error = errorOf(work);
            if (error == null && commit) {
                return commit();
            }
            transaction.rollback();
            return new Ending(error, null);
        } catch (Exception e) {
            throw new IllegalStateException("the test has no transaction", e);
        }
    }

    private Ending commit() {
        try {
            transaction.commit();
            return new Ending(null, null);
        } catch (Exception e) {
            return new Ending(null, e);
        }
    }

    public Ending outsideOfTransactions(Runnable work) {
        return new Ending(errorOf(work), null);
    }

    private static Throwable errorOf(Runnable work) {
        try {
            work.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
