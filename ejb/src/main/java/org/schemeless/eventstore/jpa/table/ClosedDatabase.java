/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.logging.Mishaps;

/**
 * Lets go of a database that H2 has closed by itself, as it does when it cannot write its file: the next connection
 * opens it anew.
 *
 * <p>H2 leaves the connections to it as they are. They say that they are valid, so that pools go on lending them, and
 * fail. Worse, up to H2 2.4 each of them that begins a transaction makes H2 forget the database that was opened anew:
 * whoever then connects is told that the file is in use, as long as the connections to that one are there. So all
 * connections to a closed database are closed here, whoever has them, and those to a forgotten one as well; pools
 * notice that, and replace them.
 *
 * <p>H2's own classes tell which connections there are. They are called by their names, since each server brings its
 * own H2.
 */
@ApplicationScoped
class ClosedDatabase {

    private static final Logger LOG = System.getLogger(ClosedDatabase.class.getName());
    private static final String H2 = "org.h2.";
    private static final String CONNECTION = H2 + "jdbc.JdbcConnection";

    /** While a disk is full, each try opens the database and closes it again. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    /** What leads to a session, by H2's class of connections. */
    @FunctionalInterface
    private interface Finder {
        @Nullable
        Object session(Class<? extends Connection> h2) throws ReflectiveOperationException, SQLException;
    }

    private final AtomicLong silentUntil = new AtomicLong(System.nanoTime());
    private final AtomicBoolean unmended = new AtomicBoolean();

    /** H2's class of connections; absent until a database was let go of, and nothing is watched before. */
    private volatile @Nullable Class<? extends Connection> type;

    /** H2's own session of a connection that was open when it was last used. */
    private volatile WeakReference<Object> used = new WeakReference<>(null);

    /**
     * What follows a failure that may be one of a closed database. What this connection leads to is let go of if it is
     * closed.
     */
    void failed(Connection connection, DataSource source, Throwable failure) {
        SqlErrors.of(failure)
                .filter(SqlErrors::mayBeClosed)
                .findFirst()
                .ifPresent(error -> letGo(error, h2 -> session(connection, source, h2), ClosedDatabase::isClosed));
    }

    /** Whether this failure may be one of a closed database. */
    static boolean isToldBy(Throwable failure) {
        return SqlErrors.of(failure).anyMatch(SqlErrors::mayBeClosed);
    }

    /** What follows a failure of the pool. If H2 has forgotten the database that is open, that is let go of. */
    void notLent(DataSource source, SQLException failure) {
        Object session = used.get();
        if (session != null) {
            SqlErrors.of(failure)
                    .filter(SqlErrors::isInUse)
                    .findFirst()
                    .ifPresent(error -> letGo(error, h2 -> session, database -> true));
        }
    }

    /** What follows a success. */
    void used(Connection connection, DataSource source) throws SQLException {
        Class<? extends Connection> known = type;
        try {
            if (known != null && !isOpen(used.get())) {
                used = new WeakReference<>(session(connection, source, known));
            }
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.DEBUG, "H2 does not tell its session", e);
        }
    }

    private static boolean isOpen(@Nullable Object session) throws ReflectiveOperationException {
        return session != null && !(Boolean) call(session, "isClosed");
    }

    /**
     * The mending on a connection without a transaction, before it is used: H2 may have lost the number of the next
     * row, and its settings.
     */
    void mend(Connection connection) {
        if (unmended.compareAndSet(true, false)) {
            try {
                OpenedH2.mend(connection);
            } catch (SQLException e) {
                unmended.set(true);
                LOG.log(Level.DEBUG, "the number of H2's next row, or its settings, are not mended yet", e);
            }
        }
    }

    /**
     * H2's own session of a connection. Open Liberty unwraps interfaces only, as proxies whose calls go to the
     * connection; so the call goes by such a one.
     */
    private static @Nullable Object session(Connection connection, DataSource source, Class<? extends Connection> h2)
            throws ReflectiveOperationException, SQLException {
        Method session = h2.getMethod("getSession");
        Optional<Class<?>> ofH2 = Stream.of(h2.getInterfaces())
                .filter(type -> type.getName().startsWith(H2))
                .findFirst();
        if (connection instanceof InvocationHandler wrapper && ofH2.isPresent()) {
            try {
                return wrapper.invoke(connection.unwrap(ofH2.get()), session, null);
            } catch (SQLException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new InvocationTargetException(e);
            }
        }
        return session.invoke(own(connection, source, h2));
    }

    /**
     * H2's own connection. Payara unwraps interfaces only; its data sources have a method for that, which is called by
     * its name.
     */
    private static <T extends Connection> T own(Connection connection, DataSource source, Class<T> h2)
            throws SQLException {
        if (h2.isInstance(connection)) {
            return h2.cast(connection);
        }
        try {
            return h2.cast(source.getClass()
                    .getMethod("getConnection", Connection.class)
                    .invoke(source, connection));
        } catch (ReflectiveOperationException | ClassCastException e) {
            return connection.unwrap(h2);
        }
    }

    private void letGo(SQLException why, Finder finder, Predicate<Object> wanted) {
        try {
            Class<? extends Connection> h2 = SqlErrors.loaderOfH2(why)
                    .orElseThrow(ClassNotFoundException::new)
                    .loadClass(CONNECTION)
                    .asSubclass(Connection.class);
            Optional<Object> database = database(finder.session(h2)).filter(wanted);
            if (database.isPresent()) {
                type = h2;
                unmended.set(true);
                closeAll(database.get());
                tell(why);
            }
        } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "H2 does not tell what is connected to it", e);
        }
    }

    private void tell(SQLException why) {
        long now = System.nanoTime();
        long until = silentUntil.get();
        if (now - until >= 0 && silentUntil.compareAndSet(until, now + SILENCE.toNanos())) {
            LOG.log(Level.WARNING, "H2 has closed its database; the next call opens it again: " + Mishaps.line(why));
        }
    }

    /** The database of a session; none for that of a closed connection, or of one to a server of H2's. */
    private static Optional<Object> database(@Nullable Object session) throws ReflectiveOperationException {
        if (session == null || !isOpen(session)) {
            return Optional.empty();
        }
        return session.getClass().getSimpleName().equals("SessionLocal")
                ? Optional.of(call(session, "getDatabase"))
                : Optional.empty();
    }

    private static boolean isClosed(Object database) {
        try {
            return (Boolean) call(call(call(database, "getStore"), "getMvStore"), "isClosed");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void closeAll(Object database) throws ReflectiveOperationException {
        Object[] sessions = (Object[])
                database.getClass().getMethod("getSessions", boolean.class).invoke(database, false);
        for (Object session : sessions) {
            close(session);
        }
    }

    /** Between two statements, as a connection breaks. What it cannot roll back any more is not stored. */
    private static void close(Object session) throws ReflectiveOperationException {
        call(session, "lock");
        try {
            call(session, "close");
        } catch (InvocationTargetException e) {
            LOG.log(Level.DEBUG, "a connection to a closed database is closed", e);
        } finally {
            call(session, "unlock");
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }
}
