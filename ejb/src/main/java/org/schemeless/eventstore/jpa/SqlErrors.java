/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the errors of the databases mean. */
final class SqlErrors {

    /** Classes of SQLSTATE that may pass: connection, rollback (deadlock), resources, operator, limits of time. */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "57", "HYT");

    /** MySQL: lock wait time-out, too many connections, shutdown. H2: lock time-out, database closed, in use. */
    private static final Set<Integer> TRANSIENT_CODES = Set.of(1205, 1040, 1053, 50200, 90098, 90020, 90121);

    private SqlErrors() {}

    /** All SQL errors behind an error, outermost first. */
    static Stream<SQLException> of(Throwable error) {
        return Stream.<Throwable>iterate(error, e -> e != null, SqlErrors::cause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .flatMap(e -> Stream.iterate(e, next -> next != null, SQLException::getNextException));
    }

    @SuppressWarnings("NullAway") // Stream.iterate ends at null
    private static Throwable cause(Throwable error) {
        return error.getCause();
    }

    /** Whether the same statement may succeed later. */
    static boolean isTransient(SQLException error) {
        return error instanceof SQLTransientException
                || error instanceof SQLRecoverableException
                || TRANSIENT_CODES.contains(error.getErrorCode())
                || isTransient(error.getSQLState());
    }

    /** Drivers always give a state; without one the error comes from the server's pool, which has no connection. */
    private static boolean isTransient(@Nullable String state) {
        return state == null || TRANSIENT_CLASSES.stream().anyMatch(state::startsWith);
    }
}
