/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schemeless.eventstore.local.LocalAws;
import org.schemeless.eventstore.local.TcpProxy;

/**
 * {@code mvn -Pbench}: measures what is asked for, prints it, and leaves {@code results.md} and {@code results.svg}.
 */
public final class Bench {

    private static final int BATCH = 1_000;
    private static final String ALL = "all";

    /** So many calls until DynamoDB Local is as fast as it gets: at first it takes five times as long. */
    private static final int DYNAMO_DB_WARM_UP = 12;

    /** Rounds that do not count: until then the server's compiler still takes processor time from all. */
    private static final int WARM_UP = 4;

    /** Views are kept, and none is taken away while others are measured. */
    private static final Map<String, String> WITH_VIEWS =
            Map.of("bench.views", "true", "eventstore.view.grace", "PT24H");

    private static final int OWN_CONNECTIONS = 16;

    /** Events of a small store. */
    private static final int SMALL = 10_000;

    /** Events that a query finds. */
    private static final int FOUND = 100;

    /** What it may take in a large store, beside a small one. */
    private static final double MOST_OF_QUERY = 1.2;

    private static final String KEY_NAME = "bench.key";
    private static final int KEY_BYTES = 32;

    private final Paths paths;
    private final Plan plan;
    private final int large;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final StringBuilder tables = new StringBuilder();

    /** @param large how many events a large store has */
    private Bench(Paths paths, Plan plan, int large) {
        this.paths = paths;
        this.plan = plan;
        this.large = large;
    }

    /**
     * Arguments: directory of the project, that with the server, rounds, milliseconds, events of a large store, names
     * separated by commas or {@value #ALL}.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Paths paths = new Paths(Path.of(arguments[0]), Path.of(arguments[1]));
        Rounds rounds = new Rounds(WARM_UP, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Set<String> names = arguments[5].equals(ALL) ? Set.of() : Set.of(arguments[5].split(","));
        new Bench(paths, new Plan(names, rounds), Integer.parseInt(arguments[4])).run();
    }

    private void run() throws IOException, InterruptedException, SQLException {
        int log = plan.wants("growth") ? Growth.MOST : Comparisons.LOG;
        if (plan.wantsAny(Comparisons.ofAppends())
                || plan.wantsAny(Comparisons.inTransactions())
                || plan.wantsAny(Comparisons.ofHttp())) {
            besideRivals();
        }
        if (plan.wantsAny(Comparisons.ofManyClients())) {
            manyClients();
        }
        if (plan.wantsAny(Comparisons.ofReads(log), "growth", "singles")) {
            full(log);
        }
        if (plan.wantsAny(Comparisons.ofDecisions())) {
            decisions();
        }
        if (plan.wants(Comparisons.TAGS)) {
            tags();
        }
        if (plan.wants(Comparisons.PERSONAL)) {
            personalData();
        }
        if (plan.wants(Comparisons.VIEWS)) {
            views();
        }
        if (plan.wants(Comparisons.DYNAMO_DB) || plan.wants(Numbering.NAME) || plan.wants("costs")) {
            onDynamoDb();
        }
        if (plan.wants(Comparisons.SIDE_BY_SIDE)) {
            sideBySide();
        }
        if (plan.wants("start-up") || plan.wants("memory")) {
            add(new StartUp(paths, plan.rounds(), plan.wants("memory")).measured());
        }
        if (!outcomes.isEmpty()) {
            tables.insert(0, Outcome.table(outcomes) + "\n");
            Files.writeString(paths.target().resolve("results.svg"), Chart.of(outcomes));
        }
        String results = Machine.description(plan.rounds()) + "\n" + tables;
        Files.writeString(paths.target().resolve("results.md"), results);
        System.out.println(results);
    }

    /** On a database whose tables grow alike, the store's and those of its rivals. */
    private void besideRivals() throws IOException, InterruptedException, SQLException {
        try (MySql database = MySql.start(paths.target().resolve("mysql"));
                Server server = Server.onMySql(paths, database)) {
            outcomes.addAll(plan.outcomes(Comparisons.ofAppends(), server));
            outcomes.addAll(plan.outcomes(Comparisons.inTransactions(), server));
            if (plan.wantsAny(Comparisons.ofHttp())) {
                fill(server, Comparison.STORE, Comparisons.LONG_STREAM, Comparisons.LENGTH);
                outcomes.addAll(plan.outcomes(Comparisons.ofHttp(), server));
            }
        }
    }

    /**
     * On a database of its own, whose store is filled first.
     *
     * @param log how many events of the log are read
     */
    private void full(int log) throws IOException, InterruptedException, SQLException {
        try (MySql database = MySql.start(paths.target().resolve("mysql"));
                Server server = Server.onMySql(paths, database)) {
            if (plan.wants("growth")) {
                Growth growth = new Growth(server, plan.rounds());
                add(growth.asTheStoreGrows());
                add(growth.inLongerStreams());
            } else {
                fill(server, Comparison.STORE, "log", log);
            }
            if (plan.wantsAny(Comparisons.ofReads(log))) {
                fill(server, Comparison.STORE, Comparisons.LONG_STREAM, Comparisons.LENGTH);
                fill(server, "axon", Comparisons.LONG_STREAM, Comparisons.LENGTH);
                outcomes.addAll(plan.outcomes(Comparisons.ofReads(log), server));
            }
            if (plan.wants("singles")) {
                add(new Singles(server, database, plan.rounds(), log).measured());
            }
        }
    }

    /** The first decision on the long stream reads all of it, in a round that does not count. */
    private void decisions() throws IOException, InterruptedException, SQLException {
        try (MySql database = MySql.start(paths.target().resolve("mysql"));
                Server server = Server.onMySql(paths, database)) {
            if (plan.wants(Comparisons.DECIDE_LONG)) {
                fill(server, Comparison.STORE, Comparisons.LONGEST_STREAM, Growth.MOST);
            }
            outcomes.addAll(plan.outcomes(Comparisons.ofDecisions(), server));
        }
    }

    /** The store itself needs some connections beside those of its clients. */
    private void manyClients() throws IOException, InterruptedException, SQLException {
        try (MySql database = MySql.start(paths.target().resolve("mysql"));
                Server server = Server.onMySql(paths, database, Comparisons.MANY + OWN_CONNECTIONS)) {
            outcomes.addAll(plan.outcomes(Comparisons.ofManyClients(), server));
        }
    }

    /** On two databases: of the queries one is asked in a small store, the other in a large one. */
    private void tags() throws IOException, InterruptedException, SQLException {
        try (MySql little = MySql.start(paths.target().resolve("mysql"));
                Server small = Server.onMySql(paths, little, "mysql-small", Map.of());
                MySql database = MySql.start(paths.target().resolve("mysql"));
                Server server = Server.onMySql(paths, database)) {
            fillTagged(small, SMALL);
            fillTagged(server, large);
            Scaling queries = new Scaling(
                    "events in the store", "query that finds " + FOUND, List.of(SMALL, large), MOST_OF_QUERY);
            String first = String.valueOf(SMALL);
            add(queries.measured(plan.rounds(), size -> (size.equals(first) ? small : server).ask("work", find(size))));
            outcomes.addAll(plan.outcomes(Comparisons.ofTags(), server));
        }
    }

    private static void fillTagged(Server server, int length) throws IOException, InterruptedException {
        server.ask("fill-tagged", Map.of("length", length, "each", FOUND));
    }

    private Map<String, Object> find(String size) {
        return Work.find(FOUND, Integer.parseInt(size))
                .by(Comparison.STORE, plan.rounds().millis());
    }

    private void personalData() throws IOException, InterruptedException, SQLException {
        try (MySql database = MySql.start(paths.target().resolve("mysql"));
                Server server = Server.onMySql(paths, database, "mysql-personal", withMasterKey())) {
            for (String contender : List.of(Comparisons.PERSONAL, Comparisons.IN_THE_CLEAR)) {
                fill("fill-about", server, contender, Comparisons.LONG_STREAM, Comparisons.LENGTH);
            }
            outcomes.addAll(plan.outcomes(Comparisons.ofPersonalData(), server));
            add(new Scaling("events of a person", "erasure of the person", List.of(10, 10_000), 1.5)
                    .measured(plan.once(1).rounds(), events -> server.ask("erase", Map.of("events", events))));
        }
    }

    private static Map<String, String> withMasterKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Map.of(
                "eventstore.personal.master-key",
                "env:" + KEY_NAME,
                KEY_NAME,
                Base64.getEncoder().encodeToString(key));
    }

    /** On a database that is filled while nobody keeps a view. A build takes its time, so that one warms up. */
    private void views() throws IOException, InterruptedException, SQLException {
        try (MySql database = MySql.start(paths.target().resolve("mysql"));
                Server other = Server.onMySql(paths, database)) {
            fill(other, Comparison.STORE, "log", large);
            try (Server keeper = Server.onMySql(paths, database, "mysql-views", WITH_VIEWS)) {
                outcomes.addAll(plan.once(1).outcomes(Comparisons.ofViews(large), keeper));
                add(new ViewFigures(keeper, other, plan.rounds(), large).measured());
            }
        }
    }

    /** Makes a stream that is there to be read. */
    private static void fill(Server server, String rival, String stream, int length)
            throws IOException, InterruptedException {
        fill("fill", server, rival, stream, length);
    }

    /** @param how by what the servlet of the rivals knows it */
    private static void fill(String how, Server server, String rival, String stream, int length)
            throws IOException, InterruptedException {
        server.ask(how, Map.of("rival", rival, "stream", stream, "length", length, "batch", BATCH));
    }

    /**
     * All requests take their time to a data centre and back: DynamoDB Local alone would answer at once. It is compiled
     * as far as it goes, else its own work, which it does for one transaction after the other, would be nearly all
     * there is to measure.
     */
    private void onDynamoDb() throws IOException, InterruptedException {
        try (LocalAws aws = LocalAws.start("-XX:TieredStopAtLevel=4");
                TcpProxy way = TcpProxy.before(aws.dynamoDb().endpoint().getPort())) {
            Map<String, String> settings = new HashMap<>(aws.settings());
            settings.put("eventstore.dynamodb.endpoint", "http://127.0.0.1:" + way.port());
            try (Server server = Server.onDynamoDb(paths, settings)) {
                if (plan.wants("costs")) {
                    add(new Costs(server).measured());
                }
                for (int distance : Comparisons.DISTANCES) {
                    way.delay(Duration.ofMillis(distance).dividedBy(2));
                    Plan once = plan.once(DYNAMO_DB_WARM_UP);
                    outcomes.addAll(once.outcomes(Comparisons.onDynamoDb(distance), server));
                    if (plan.wants(Numbering.NAME)) {
                        outcomes.add(new Numbering(server, once.rounds()).measured(distance));
                    }
                }
            }
        }
    }

    /** Where transactions do not wait for each other in DynamoDB. */
    private void sideBySide() throws IOException, InterruptedException {
        try (LocalAws aws = LocalAws.start();
                SideBySide standIn = SideBySide.before(aws.dynamoDb().endpoint());
                TcpProxy way = TcpProxy.before(standIn.port())) {
            Map<String, String> settings = new HashMap<>(aws.settings());
            settings.put("eventstore.dynamodb.endpoint", "http://127.0.0.1:" + way.port());
            try (Server server = Server.onDynamoDb(paths, settings)) {
                way.delay(Duration.ofMillis(Comparisons.NEAR).dividedBy(2));
                outcomes.addAll(plan.once(DYNAMO_DB_WARM_UP).outcomes(Comparisons.sideBySide(), server));
            }
        }
    }

    private void add(Table table) {
        System.out.println(table);
        tables.append(table).append('\n');
    }
}
