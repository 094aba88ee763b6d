/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.dynamodb.start.Clients;
import org.schemeless.eventstore.dynamodb.start.Preparation;
import org.schemeless.eventstore.dynamodb.start.Settings;
import org.schemeless.eventstore.dynamodb.start.SettingsReader;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;

/** Keeps the one set of clients while the application runs. Nothing is made, and no setting read, before the start. */
@ApplicationScoped
class StorageLifecycle {

    private static final Logger LOG = System.getLogger(StorageLifecycle.class.getName());

    @Inject
    private Event<Measurement> measurements;

    private @Nullable TransactionSynchronizationRegistry transactions;
    private @Nullable Clients clients;
    private @Nullable Assembly assembly;
    private @Nullable Preparation preparation;
    private volatile boolean withViews;
    private @Nullable ScheduledFuture<?> sweeping;

    StorageLifecycle() {}

    /** The lifecycle for use without a container. */
    StorageLifecycle(Assembly assembly) {
        this.assembly = assembly;
    }

    /** The lifecycle for use without a container, with transactions. */
    StorageLifecycle(Assembly assembly, TransactionSynchronizationRegistry transactions) {
        this.assembly = assembly;
        this.transactions = transactions;
    }

    /** The same, with views. */
    StorageLifecycle(Assembly assembly, TransactionSynchronizationRegistry transactions, Preparation preparation) {
        this(assembly, transactions);
        this.preparation = preparation;
    }

    /**
     * @return what events are kept in, for the log
     * @throws IllegalStateException if a setting is wrong, or the table or the bucket cannot be used
     */
    String start() {
        Settings given = new SettingsReader(ConfigProvider.getConfig()).read();
        Clients made = Clients.of(given);
        clients = made;
        TransactionSynchronizationRegistry registry =
                ServerResources.of(TransactionSynchronizationRegistry.class, "TransactionSynchronizationRegistry");
        transactions = registry;
        RequestRetries patient = new RequestRetries(Preparation.budget(given.budget()), this::measured);
        Preparation prepared = new Preparation(given, made, patient);
        Settings settings = prepared.prepare();
        preparation = prepared;
        Assembly assembled = Assembly.of(
                settings,
                made,
                ServerResources.of(ManagedExecutorService.class, "DefaultManagedExecutorService"),
                registry,
                this::measured);
        assembly = assembled;
        long interval = settings.sweepInterval().toMillis();
        if (interval > 0) {
            sweeping = ServerResources.of(
                            ManagedScheduledExecutorService.class, "DefaultManagedScheduledExecutorService")
                    .scheduleWithFixedDelay(
                            assembled.sweeper()::sweepQuietly, interval, interval, TimeUnit.MILLISECONDS);
        }
        return description(settings);
    }

    private static String description(Settings settings) {
        URI endpoint = settings.table().endpoint();
        return "DynamoDB, table %s at %s, bucket %s, %s, %s"
                .formatted(
                        settings.table().name(),
                        endpoint == null ? "AWS" : endpoint.getHost() + ":" + endpoint.getPort(),
                        settings.bucket().name(),
                        settings.log() ? "with a log" : "without a log",
                        settings.lists() ? "with lists" : "without lists");
    }

    /** A request has its own outcome, whatever an observer does. */
    private void measured(Measurement measurement) {
        try {
            measurements.fire(measurement);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "an observer of Measurement failed", e);
        }
    }

    /** @throws IllegalStateException if the table of views cannot be used, and why */
    void prepareViews() {
        started(preparation).prepareViews();
        withViews = true;
    }

    /** Whether there is a table of views, which applications without any may not have. */
    boolean hasViews() {
        if (!withViews) {
            withViews = started(preparation).hasViews();
        }
        return withViews;
    }

    /** The same as this node knows it, without a question: who has views, or has asked for some, has them. */
    boolean knowsViews() {
        return withViews;
    }

    /** @throws IllegalStateException if the table of keys cannot be used, and why */
    void prepareKeys() {
        started(preparation).prepareKeys();
    }

    Assembly assembly() {
        return started(assembly);
    }

    TransactionSynchronizationRegistry transactions() {
        return started(transactions);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the storage has not been started");
        }
        return part;
    }

    @PreDestroy
    void stop() {
        if (sweeping != null) {
            sweeping.cancel(true);
        }
        if (clients != null) {
            clients.close();
        }
    }
}
