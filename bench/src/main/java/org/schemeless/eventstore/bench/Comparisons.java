/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.util.List;
import org.schemeless.eventstore.bench.Comparison.Target;

/** What is compared, and what is to be reached. */
final class Comparisons {

    /** The name of what is compared there. */
    static final String DYNAMO_DB = "dynamodb-1000";

    /** As far away as DynamoDB is in the same region, in milliseconds there and back. */
    static final int NEAR = 10;

    /** Of DynamoDB, in milliseconds there and back: in the same region, and in another one. */
    static final List<Integer> DISTANCES = List.of(NEAR, 50);

    /** The name of what is compared there, with a stand-in. */
    static final String SIDE_BY_SIDE = "dynamodb-side-by-side";

    /** A stream that is there to be read. */
    static final String LONG_STREAM = "long-stream";

    static final int LENGTH = 10_000;

    static final String DECIDE_LONG = "decide-long";

    /** A stream of a million events that is there to be decided on. */
    static final String LONGEST_STREAM = "longest-stream";

    /** So many clients at once are more than a server's pool has connections, if nothing is said. */
    static final int MANY = 64;

    static final String TAGS = "tags";

    static final String PERSONAL = "personal";

    static final String IN_THE_CLEAR = "in-the-clear";

    static final String VIEWS = "views";

    /** The store where it builds a view with one segment. */
    static final String VIEW = "view-one";

    /** Of the log, where nothing else has filled it. */
    static final int LOG = 100_000;

    private static final String INSERT = "JDBC: insert, commit";
    private static final String MULTI_ROW = "JDBC: multi-row insert";
    private static final String RETRY = "JDBC: `SELECT MAX`, insert, again on 1062";
    private static final String RESULT_SET = "JDBC: one result set";
    private static final String SDK = "AWS SDK: 40 transactions one after the other";
    private static final String AXON = "Axon's JPA engine";

    private Comparisons() {}

    static List<Comparison> ofAppends() {
        return List.of(
                Comparison.of(
                        "one-by-one",
                        "append one by one, 1 client",
                        Work.append(1, 1),
                        new Target("jdbc", INSERT, 0.9),
                        new Target("axon", AXON, 1.5)),
                Comparison.of(
                        "batch-100",
                        "append batches of 100",
                        Work.append(1, 100),
                        new Target("jdbc", MULTI_ROW, 0.8),
                        new Target("axon", AXON, 3)),
                Comparison.of(
                        "batch-1000",
                        "append batches of 1,000",
                        Work.append(1, 1000),
                        new Target("jdbc", MULTI_ROW, 0.8)),
                Comparison.of(
                        "eight-streams",
                        "append, 8 clients on 8 streams",
                        Work.append(8, 1),
                        new Target("jdbc", INSERT, 0.9)),
                Comparison.of(
                        "one-stream",
                        "append, 8 clients on one stream, unconditional",
                        Work.append("append-anywhere", 8),
                        new Target("jdbc", RETRY, 3)),
                Comparison.of(
                        "one-stream-expecting",
                        "append, 8 clients on one stream, conditional, again on conflict",
                        Work.append("append-expecting", 8),
                        new Target("jdbc", RETRY, 1)),
                Comparison.of(
                        "sequencer",
                        "append, 16 clients on 16 streams",
                        Work.append(16, 1),
                        new Target("store-unnumbered", "itself while the sequencer rests", 0.85)));
    }

    /** The store decides by the model. */
    static List<Comparison> ofDecisions() {
        return List.of(
                Comparison.of(
                        "decide",
                        "decide on a stream of 10, 1 client",
                        new Work("decide", 1, 1, "none", 0),
                        new Target("by-hand", "itself without the model", 0.95)),
                Comparison.of(
                        DECIDE_LONG,
                        "decide on a stream of 1,000,000, by a snapshot, 1 client",
                        new Work("decide-there", 1, 1, LONGEST_STREAM, 0),
                        new Target("on-short-streams", "itself on a stream of 10", 0.8)));
    }

    /** @param log how many events of the log are read */
    static List<Comparison> ofReads(int log) {
        return List.of(
                Comparison.of(
                        "read-stream",
                        "read a stream of 10,000",
                        new Work("read", 1, LENGTH, LONG_STREAM, LENGTH),
                        new Target("jdbc", RESULT_SET, 0.7),
                        new Target("axon", AXON, 1.5)),
                Comparison.of(
                        "read-log",
                        "read " + Text.of(log) + " of the log",
                        Work.readLog(log),
                        new Target("jdbc", RESULT_SET, 0.7)));
    }

    /** With as many connections as clients. */
    static List<Comparison> ofManyClients() {
        return List.of(Comparison.of(
                "clients-64",
                "append, " + MANY + " clients on " + MANY + " streams",
                Work.append(MANY, 1),
                new Target("jdbc", INSERT + ", " + MANY + " connections", 2)));
    }

    /** An event and an entity of the application, in one transaction of the application's. */
    static List<Comparison> inTransactions() {
        return List.of(inTransaction("1 client", 1, 0.85), inTransaction("8 clients on 8 streams", 8, 0.9));
    }

    private static Comparison inTransaction(String who, int clients, double ratio) {
        return Comparison.by(
                "store-in-transaction",
                "in-transaction",
                "append and persist an entity in a JTA transaction, " + who,
                Work.append(clients, 1),
                new Target("persisted-by-hand", "EclipseLink: both persisted by hand", ratio));
    }

    static List<Comparison> ofTags() {
        return List.of(Comparison.by(
                "tagged",
                TAGS,
                "append in a JTA transaction with two new tags on the condition that they are, 8 clients",
                Work.append("append-to-own", 8),
                new Target("untagged", "itself without tags and condition", 0.6)));
    }

    /** The store with personal members; their names are those of the contenders as well. */
    static List<Comparison> ofPersonalData() {
        String members = "two personal members of 100 bytes";
        return List.of(
                Comparison.by(
                        PERSONAL,
                        PERSONAL,
                        "append an event with " + members + ", 1 client",
                        Work.appendAbout(1),
                        new Target(IN_THE_CLEAR, "itself in the clear", 0.85)),
                Comparison.by(
                        PERSONAL,
                        PERSONAL,
                        "read a stream of 10,000 events with " + members,
                        new Work("read", 1, LENGTH, LONG_STREAM, LENGTH),
                        new Target(IN_THE_CLEAR, "itself in the clear", 0.5)));
    }

    /** @param log how many events the log has */
    static List<Comparison> ofViews(int log) {
        String view = "build a view of " + Text.of(log) + " events and 10,000 keys";
        return List.of(
                Comparison.by(
                        VIEW,
                        VIEWS,
                        view,
                        Work.catchUp(),
                        new Target("jdbc-catch-up", "JDBC: one result set, a page an upsert", 0.5)),
                Comparison.by(
                        "view-four",
                        VIEWS,
                        view + ", four segments",
                        Work.catchUp(),
                        new Target(VIEW, "itself with one segment", 1.3)));
    }

    /** The resource by hand does what the store does: it looks where the stream is, and appends there. */
    static List<Comparison> ofHttp() {
        return List.of(
                append(1, 0, 1.3),
                append(32, 0.5, 3),
                Comparison.overHttp("http-page-1", "pages of 100 over HTTP, 1 connection", pages(1), inProcess(0.6)),
                Comparison.overHttp(
                        "http-page-32", "pages of 100 over HTTP, 32 connections", pages(32), inProcess(0.6)));
    }

    private static Comparison append(int connections, double inProcess, double byHand) {
        return Comparison.overHttp(
                "http-append-" + connections,
                "append one by one over HTTP, " + connections + (connections == 1 ? " connection" : " connections"),
                Work.append("append-to-own", connections),
                inProcess(inProcess),
                new Target(Contenders.HTTP_BY_HAND, "JAX-RS, `SELECT MAX` and JPA by hand", byHand));
    }

    private static Target inProcess(double ratio) {
        return new Target(Comparison.STORE, "itself in process", ratio);
    }

    private static Work pages(int clients) {
        return Work.readPages(clients, 100, LONG_STREAM, LENGTH);
    }

    /** On a stand-in that carries out transactions at the same time. */
    static List<Comparison> sideBySide() {
        return List.of(Comparison.of(
                SIDE_BY_SIDE,
                "append a batch of 1,000, " + NEAR + " ms away, transactions carried out side by side",
                Work.append(1, 1000),
                new Target("sdk", SDK, 3)));
    }

    /** @param distance one of {@link #DISTANCES} */
    static List<Comparison> onDynamoDb(int distance) {
        return List.of(Comparison.of(
                DYNAMO_DB,
                "append a batch of 1,000 on DynamoDB Local, " + distance + " ms away",
                Work.append(1, 1000),
                new Target("sdk", SDK, 2)));
    }
}
