/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.client;

import java.util.Set;
import java.util.function.Predicate;

/** What a caller of the remote bean may do, by the roles that HTTP has. */
final class RemoteRoles {

    private static final String READER = "reader";
    private static final String WRITER = "writer";
    private static final String ADMIN = "admin";

    private static final Set<String> WRITES = Set.of("storeEvents", "hold");

    private static final Set<String> READS = Set.of(
            "read",
            "getAllEvents",
            "readStream",
            "getStreamSequence",
            "findCommand",
            "findEvent",
            "getEvent",
            "findByCausationId",
            "findByCorrelationId",
            "findLinked",
            "readAll",
            "readLog",
            "readBoundary",
            "getLastPosition");

    private RemoteRoles() {}

    /** The role that a method needs beside the administrators'; one that is not known here serves these only. */
    static String neededBy(String method) {
        if (WRITES.contains(method)) {
            return WRITER;
        }
        return READS.contains(method) ? READER : ADMIN;
    }

    static boolean mayCall(String method, Predicate<String> isCallerInRole) {
        return isCallerInRole.test(neededBy(method)) || isCallerInRole.test(ADMIN);
    }

    /** Whether there is anything that the caller may do. */
    static boolean mayCallAnything(Predicate<String> isCallerInRole) {
        return isCallerInRole.test(READER) || isCallerInRole.test(WRITER) || isCallerInRole.test(ADMIN);
    }
}
