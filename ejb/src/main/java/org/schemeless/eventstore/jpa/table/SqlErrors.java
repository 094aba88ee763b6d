/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the errors of the databases mean. */
public final class SqlErrors {

    /**
     * Classes of SQLSTATE that may pass: connection, rollback (deadlock, a certification of a cluster that failed),
     * resources, operator (in MySQL and MariaDB 70: killed, timed out), a branch of XA that was rolled back, limits of
     * time.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "57", "70100", "XA1", "HYT");

    /**
     * What MySQL and MariaDB cannot do now, by the lists of their error codes (Server Error Message Reference; MariaDB
     * Error Codes). All of them have a general SQLSTATE or one that belongs to others, too.
     */
    private static final Set<Integer> TRANSIENT_IN_MYSQL = Set.of(
            // out of connections, of threads, of a user's share; blocked after broken ones
            1040,
            1203,
            1226,
            1135,
            1129,
            1637,
            // it ends, is set aside, or ends what it does: shutdown, offline, killed, timed out
            1053,
            3032,
            3168,
            1317,
            1927,
            3024,
            1969,
            4031,
            // it takes no writes: read only, a replica's hook, a lock on everything
            1290,
            1836,
            3100,
            1223,
            // disk or memory is full, or cannot be written
            3,
            1021,
            1114,
            1026,
            1030,
            1037,
            1038,
            1041,
            // locks: time-out, no room for more, the row has changed since the snapshot (MariaDB has then rolled back
            // all)
            1205,
            1206,
            1020,
            // commit and rollback
            1180,
            1181);

    /**
     * H2: lock time-out, concurrent update, database closed, in use, closed at the end of the JVM, exclusive, read
     * only; no room, not to be read or written, out of memory; connection broken, closed.
     */
    private static final Set<Integer> TRANSIENT_IN_H2 =
            Set.of(50200, 90131, 90098, 90020, 90121, 90135, 90097, 90100, 90028, 90031, 90108, 90067, 90007);

    private static final int H2_GENERAL = 50000;
    private static final String H2_OF_FILE = "org.h2.mvstore.MVStoreException";

    /** What H2's store says of its file (constants of DataUtils): not read, not written, closed, locked. */
    private static final Set<Integer> TRANSIENT_OF_FILE = Set.of(1, 2, 4, 7);

    /**
     * H2: the database is closed, by itself after its file could not be written, or by others; a file, or what was open
     * in it, is closed; not to be read or written.
     */
    private static final Set<Integer> CLOSED_IN_H2 = Set.of(90098, 90121, 90007, 90028, 90031);

    /** H2: another one has the file open. */
    private static final int H2_IN_USE = 90020;

    /** The lock of another transaction was waited for until the database gave up: MySQL and MariaDB, H2. */
    private static final Set<Integer> LOCK_TIMEOUTS = Set.of(1205, 50200);

    /** MySQL, MariaDB; H2. */
    private static final Set<Integer> DUPLICATE_CODES = Set.of(1062, 23505);

    private SqlErrors() {}

    /**
     * Whether a statement that writes events failed at a unique constraint. Which one it was stands only in texts,
     * which change with the version and the language of the database; whoever has to know looks at what is stored.
     */
    public static boolean isDuplicate(Throwable error) {
        return of(error).anyMatch(e -> DUPLICATE_CODES.contains(e.getErrorCode()));
    }

    /** All SQL errors behind an error, outermost first. */
    public static Stream<SQLException> of(Throwable error) {
        return causes(error)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .flatMap(e -> Stream.iterate(e, next -> next != null, SQLException::getNextException));
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.<Throwable>iterate(error, e -> e != null, SqlErrors::cause);
    }

    @SuppressWarnings("NullAway") // Stream.iterate ends at null
    private static Throwable cause(Throwable error) {
        return error.getCause();
    }

    /** Whether the database's own time-out ended a wait for another transaction. */
    public static boolean isLockTimeout(SQLException error) {
        return LOCK_TIMEOUTS.contains(error.getErrorCode());
    }

    /** Whether the same statement may succeed later. */
    public static boolean isTransient(SQLException error) {
        return error instanceof SQLTransientException
                || error instanceof SQLRecoverableException
                || TRANSIENT_IN_MYSQL.contains(error.getErrorCode())
                || TRANSIENT_IN_H2.contains(error.getErrorCode())
                || isOfFile(error)
                || isTransient(error.getSQLState());
    }

    /** Whether H2 may have closed its database, as it does when it cannot write its file. */
    static boolean mayBeClosed(SQLException error) {
        return isOfH2(error) && (CLOSED_IN_H2.contains(error.getErrorCode()) || isOfFile(error));
    }

    /** Whether H2 takes the file for that of another one, which has it open. */
    static boolean isInUse(SQLException error) {
        return isOfH2(error) && error.getErrorCode() == H2_IN_USE;
    }

    private static boolean isOfH2(SQLException error) {
        return ofH2(error).isPresent();
    }

    /** The class loader of H2, if the error is one of its. */
    static Optional<ClassLoader> loaderOfH2(SQLException error) {
        return ofH2(error).map(own -> own.getClass().getClassLoader());
    }

    /** The error or a cause of it: Open Liberty throws another one in place of H2's when it cannot connect. */
    private static Optional<Throwable> ofH2(SQLException error) {
        return causes(error)
                .filter(cause -> cause.getClass().getName().startsWith("org.h2."))
                .findFirst();
    }

    /**
     * H2 says "general error" when its file cannot be written, as on a full disk; only the cause tells what it was. One
     * that says that the file is damaged, or that H2 has made a mistake, does not pass.
     */
    private static boolean isOfFile(SQLException error) {
        return error.getErrorCode() == H2_GENERAL
                && causes(error)
                        .filter(cause -> cause.getClass().getName().equals(H2_OF_FILE))
                        .anyMatch(cause -> TRANSIENT_OF_FILE.contains(code(cause)));
    }

    /** H2 is not known at compile time: each server brings its own. */
    private static int code(Throwable ofFile) {
        try {
            return (Integer) ofFile.getClass().getMethod("getErrorCode").invoke(ofFile);
        } catch (ReflectiveOperationException e) {
            return -1;
        }
    }

    /** Drivers always give a state; without one the error comes from the server's pool, which has no connection. */
    private static boolean isTransient(@Nullable String state) {
        return state == null || TRANSIENT_CLASSES.stream().anyMatch(state::startsWith);
    }
}
