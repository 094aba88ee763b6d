/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.util.HashMap;
import java.util.Map;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.Guard;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.server.SharedServer;
import org.schemeless.eventstore.it.tool.server.SqlDatabase;
import org.schemeless.eventstore.local.LocalAws;
import org.schemeless.eventstore.local.LocalServer;

/** The servers of these tests, started when first needed and ended with the tests. */
public final class Servers {

    public static final String READER = Guard.READER;
    public static final String POSTER = Guard.POSTER;
    public static final String WRITER = Guard.WRITER;
    public static final String ADMIN = Guard.ADMIN;

    public static final int SMALL_BODY = Guard.SMALL_BODY;
    public static final String ORIGIN = Guard.ORIGIN;

    private Servers() {}

    /** As it comes: nothing is set. */
    public static Store open() {
        return Open.STORE;
    }

    /** As an administrator sets it: tokens, a small limit on bodies, preconditions required, one origin allowed. */
    public static Store guarded() {
        return Guarded.STORE;
    }

    /** One of its own for a test that destroys something of it: its log cannot be read any more. */
    public static Store spoiled() {
        return Spoiled.STORE;
    }

    /**
     * A Payara Micro whose events are kept elsewhere than those of the open server: in H2, or in DynamoDB if that has
     * them in H2.
     */
    public static Store other() {
        return Other.STORE;
    }

    /** A Payara Micro that keeps personal data, and knows its callers by tokens. */
    public static Store personal() {
        return Personal.STORE;
    }

    /** What the server of {@link #personal} has printed. */
    public static String logOfPersonal() {
        return Personal.SERVER.log();
    }

    /** Another one, with the same master key, on H2. */
    public static Store otherPersonal() {
        return OtherPersonal.STORE;
    }

    /** Which of the two a log is brought into: on other servers than Payara Micro the one that is tested. */
    public static Store importing() {
        return is("payara-micro") ? other() : open();
    }

    /** The other one of the two. */
    public static Store exporting() {
        return is("payara-micro") ? open() : other();
    }

    public static boolean is(String server) {
        return System.getProperty("arquillian.launch").equals(server);
    }

    /** What does not reach the store in a path, as the pages of docs/servers say. */
    public static boolean refusesInPaths(String encoded) {
        return is("liberty") && (encoded.contains("%2F") || encoded.contains("%23"));
    }

    /** Where the open server tells its health, with a slash at its end. */
    public static String health() {
        return is("payara-micro")
                ? "/health/"
                : SharedServer.OPEN.get().health().toString();
    }

    private static Store start(SharedServer shared, Map<String, String> settings) {
        return is("payara-micro")
                ? start(System.getProperty("eventstore.it.http"), settings)
                : new Store(shared.get().uri().resolve("eventstore/"));
    }

    private static Store start(String backend, Map<String, String> settings) {
        return new Store(started(backend, settings).uri());
    }

    private static PayaraMicro started(String backend, Map<String, String> settings) {
        return switch (backend) {
            case "h2" -> PayaraMicro.onH2(settings);
            case "mysql" -> PayaraMicro.onMySql(SqlDatabase.of(DatabaseKind.MYSQL), settings);
            case "dynamodb" -> PayaraMicro.onDynamoDb(Aws.LOCAL.settings(), withOwnTable(settings));
            default -> throw new IllegalStateException("no such backend: " + backend);
        };
    }

    private static Map<String, String> withOwnTable(Map<String, String> settings) {
        String name = Names.fresh("http");
        Map<String, String> all = new HashMap<>(settings);
        all.put("EVENTSTORE_DYNAMODB_TABLE", name);
        all.put("EVENTSTORE_S3_KEY_PREFIX", name + "/");
        return all;
    }

    /** Where the objects of large events are; on DynamoDB only. */
    public static LocalServer s3() {
        return Aws.LOCAL.s3();
    }

    private static final class Aws {
        static final LocalAws LOCAL = ProxiedStore.localAws();
    }

    private static final class Open {
        static final Store STORE = start(SharedServer.OPEN, Map.of());
    }

    private static final class Spoiled {
        static final Store STORE = start(SharedServer.OPEN, Map.of());
    }

    private static final class Other {
        static final Store STORE = start(elsewhere(), Map.of());
    }

    private static String elsewhere() {
        return System.getProperty("eventstore.it.http", "h2").equals("h2") ? "dynamodb" : "h2";
    }

    private static final class Personal {
        static final PayaraMicro SERVER =
                started(System.getProperty("eventstore.it.http"), Guard.settingsOfPersonalData());
        static final Store STORE = new Store(SERVER.uri());
    }

    private static final class OtherPersonal {
        static final Store STORE = start("h2", Guard.settingsOfPersonalData());
    }

    private static final class Guarded {
        static final Store STORE = start(SharedServer.GUARDED, Guard.settings());
    }
}
