/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.start;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Keeps the persistence unit from asking for a database when the application is deployed with another storage. The
 * servers open every unit they find, whether it is used or not; this one is then given a connection that does nothing.
 */
final class UnusedDatabase {

    private static final Map<Class<?>, Object> NOTHING =
            Map.of(boolean.class, false, int.class, 0, long.class, 0L, String.class, "unused");

    private UnusedDatabase() {}

    static void apply(Session session) {
        boolean used = storage().map("jpa"::equals).orElse(true);
        if (!used && session instanceof ServerSession unit) {
            withoutDatabase(unit.getDatasourceLogin());
            withoutDatabase(unit.getReadConnectionPool().getLogin());
            unit.getConnectionPools().values().forEach(pool -> withoutDatabase(pool.getLogin()));
        }
    }

    /** The storage that is set, if one is. */
    static Optional<String> storage() {
        try {
            return ConfigProvider.getConfig().getOptionalValue("eventstore.storage", String.class);
        } catch (IllegalStateException | LinkageError e) {
            // GlassFish 8 has no MicroProfile Config yet when it opens the unit: the two places that an administrator
            // can write to
            return Optional.ofNullable(System.getProperty("eventstore.storage"))
                    .or(() -> Optional.ofNullable(System.getenv("EVENTSTORE_STORAGE")));
        }
    }

    private static void withoutDatabase(Login login) {
        if (login instanceof DatasourceLogin source) {
            source.setConnector(new NoConnector());
        }
    }

    private static final class NoConnector implements Connector {

        private static final long serialVersionUID = 1L;

        @Override
        public Connection connect(Properties properties, Session session) {
            return nothing(Connection.class);
        }

        @Override
        public Object clone() {
            return this;
        }

        @Override
        public String getConnectionDetails() {
            return "unused";
        }

        @Override
        public void toString(PrintWriter writer) {
            writer.print("unused");
        }
    }

    private static <T> T nothing(Class<T> type) {
        InvocationHandler answers = (proxy, method, arguments) -> method.getReturnType() == DatabaseMetaData.class
                ? nothing(DatabaseMetaData.class)
                : NOTHING.get(method.getReturnType());
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
