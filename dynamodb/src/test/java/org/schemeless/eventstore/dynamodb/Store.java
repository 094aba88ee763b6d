/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.transaction.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.start.Clients;
import org.schemeless.eventstore.dynamodb.start.Preparation;
import org.schemeless.eventstore.dynamodb.start.Settings;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.KeptCommand;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A storage on a table and a bucket of its own, as one node has it. Several may share the table. */
final class Store implements AutoCloseable {

    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });

    final Settings settings;
    final Requests requests = new Requests();
    final List<Measurement> measurements = new CopyOnWriteArrayList<>();
    final TestTransaction transaction = new TestTransaction();
    final Permissions permissions = new Permissions();
    final Clients clients;

    /** For looking at what the storage did, and for what it must not do; not counted. */
    final Clients looking;

    final Assembly assembly;
    final DynamoDbEventStorage storage;

    Store(Settings settings) {
        this(settings, client -> client);
    }

    private Store(Settings settings, UnaryOperator<DynamoDbClient> change) {
        this.settings = settings;
        Clients own = Clients.of(settings, permissions, requests);
        clients = new Clients(change.apply(own.dynamoDb()), own.s3(), own.http());
        looking = Clients.of(settings);
        assembly = Assembly.of(settings, clients, EXECUTOR, transaction, measurements::add);
        storage = new DynamoDbEventStorage(new StorageLifecycle(assembly));
    }

    static Store fresh() throws IOException {
        return fresh(25);
    }

    static Store fresh(int chunkSize) throws IOException {
        Store store = new Store(StoreSettings.fresh(chunkSize));
        store.start();
        return store;
    }

    /** Another node on the same table. */
    Store other() {
        return new Store(settings);
    }

    /** Another node on the same table, of the release before. */
    Store former() {
        return former(settings);
    }

    static Store former(Settings settings) {
        return new Store(settings, client -> FormerRelease.of(client, EXECUTOR));
    }

    /** Another node on the same table, with some settings of its own. */
    Store with(UnaryOperator<Settings> change) {
        return new Store(change.apply(settings));
    }

    /** Another node on the same table, with this retry budget. */
    Store with(Duration budget) {
        return with(own -> StoreSettings.withBudget(own, budget));
    }

    static Store withoutLog() throws IOException {
        return new Store(StoreSettings.withoutLog(StoreSettings.fresh(25)));
    }

    /** The settings as they hold for the table. */
    Settings start() {
        Settings held =
                new Preparation(settings, clients, new RequestRetries(settings.budget(), measurement -> {})).prepare();
        requests.clear();
        return held;
    }

    AppendResult append(List<NewEvent> events, ExpectedSequence expected) {
        return append(new Append(events, expected, Set.of()));
    }

    /** As the service does it when the caller gave the ids. */
    AppendResult appendClaimed(List<NewEvent> events, ExpectedSequence expected) {
        return append(new Append(events, expected, Set.of()).again());
    }

    /** Appends, and keeps the command with it. */
    AppendResult append(List<NewEvent> events, ExpectedSequence expected, Command command) {
        return append(new Append(events, expected, Set.of()).keeping(command));
    }

    Optional<KeptCommand> find(Command command) {
        return storage.findCommand(command.scope(), command.id());
    }

    AppendResult append(Append append) {
        AppendScope scope = transaction.getTransactionStatus() == Status.STATUS_NO_TRANSACTION
                ? AppendScope.WITHOUT_TRANSACTION
                : AppendScope.CALLERS_TRANSACTION;
        return storage.append(AppendGroup.of(append), scope).get(0).result();
    }

    long sequence(StreamId stream) {
        return storage.sequences(Set.of(stream)).getOrDefault(stream, 0L);
    }

    List<StoredEvent> all(StreamId stream) {
        List<StoredEvent> all = new ArrayList<>();
        EventPage page;
        do {
            page = storage.readStream(stream, all.size(), 1000);
            all.addAll(page.events());
        } while (page.hasMore());
        return all;
    }

    List<Map<String, AttributeValue>> scan() {
        return scan(settings.table().name());
    }

    /** All items of a table. */
    List<Map<String, AttributeValue>> scan(String table) {
        return looking
                .dynamoDb()
                .scanPaginator(request -> request.tableName(table).consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    /** How many items there are besides those of the log. */
    int items() {
        return besideLog().size();
    }

    /** All items but those of the log. */
    List<Map<String, AttributeValue>> besideLog() {
        return scan().stream()
                .filter(item -> !Values.text(item, Keys.PARTITION).matches("[lp]:.*"))
                .toList();
    }

    /** Items of the log: l for its head and what has positions, p for what is pending. */
    List<Map<String, AttributeValue>> logItems(String letter) {
        return scan().stream()
                .filter(item -> Values.text(item, Keys.PARTITION).startsWith(letter + ":"))
                .toList();
    }

    /** Gives positions to all that is committed, as the service does. */
    void assignPositions() {
        while (storage.assignPositions()) {
            Thread.onSpinWait();
        }
    }

    /** The whole log, by pages, as the service reads it. */
    List<StoredEvent> log() {
        List<StoredEvent> all = new ArrayList<>();
        boolean more;
        do {
            List<StoredEvent> page = storage.readLog(all.size(), 100);
            if (page.size() < 100) {
                assignPositions();
                page = storage.readLog(all.size(), 100);
            }
            all.addAll(page);
            more = !page.isEmpty();
        } while (more);
        return all;
    }

    List<String> objects() {
        return looking
                .s3()
                .listObjectsV2Paginator(
                        request -> request.bucket(settings.bucket().name()))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    @Override
    public void close() {
        clients.close();
        looking.close();
    }
}
