/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.start;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.jpa.append.H2WriteLock;
import org.schemeless.eventstore.jpa.table.OpenedH2;
import org.schemeless.eventstore.jpa.table.SqlErrors;
import org.schemeless.eventstore.logging.Mishaps;

/**
 * The tables, by versioned scripts that Flyway applies and remembers in a history table of this store's own. Other
 * tables of the schema are left alone.
 */
@Dependent
public class Schema {

    private static final String SETTING = "eventstore.schema";
    private static final String MIGRATE = "migrate";
    private static final String VALIDATE = "validate";
    private static final String H2 = "h2";
    private static final String HISTORY = "eventstore_schema_history";
    private static final String TABLE = "eventstore_event";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SCRIPTS = "org/schemeless/eventstore/jpa/schema/";

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource dataSource;

    @Inject
    private H2WriteLock writeLock;

    /**
     * Creates or upgrades the tables, or only checks them if {@code eventstore.schema=validate}.
     *
     * @return what they are in, for the log
     * @throws IllegalStateException if the tables are missing, foreign or cannot be made
     */
    public String prepare() {
        String mode = ConfigProvider.getConfig()
                .getOptionalValue(SETTING, String.class)
                .orElse(MIGRATE);
        Flyway flyway = flyway();
        try {
            switch (mode) {
                case MIGRATE -> migrate(flyway);
                case VALIDATE -> validate(flyway);
                default ->
                    throw new IllegalStateException(
                            SETTING + " is \"" + mode + "\"; allowed: " + MIGRATE + ", " + VALIDATE);
            }
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    "the event store cannot use the tables of its database: " + message(e), shown(e));
        }
        String dialect = dialect();
        return ask(connection -> {
            prepare(dialect, connection);
            return description(connection, flyway);
        });
    }

    /** The database and its tables in a few words, without its address. */
    private static String description(Connection connection, Flyway flyway) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String schema = connection.getSchema() == null ? connection.getCatalog() : connection.getSchema();
        MigrationInfo current = flyway.info().current();
        return "%s %s, schema %s in version %s"
                .formatted(
                        database.getDatabaseProductName(),
                        database.getDatabaseProductVersion(),
                        schema,
                        current == null ? "unknown" : current.getVersion());
    }

    private void prepare(String dialect, Connection connection) throws SQLException {
        if (dialect.equals(H2)) {
            writeLock.need();
            H2Start.requireReadCommitted(connection);
            OpenedH2.mend(connection);
        } else {
            MySqlStart.requireStrict(connection);
            MySqlStart.requireUtf8(connection);
            MySqlStart.requireNoSnapshotErrors(connection);
        }
    }

    private void migrate(Flyway flyway) {
        if (flyway.info().applied().length == 0 && exists(TABLE)) {
            throw new IllegalStateException(
                    "the database has a table " + TABLE + " that the event store did not make and " + HISTORY
                            + " does not know: give the store a schema of its own");
        }
        migratePatiently(flyway);
    }

    /**
     * H2 gives a wait for a lock up after two seconds, and another deployment that makes the tables may take longer:
     * then it is tried again, which does nothing that was done. A script that was given up half-way stays so, since
     * these databases have no transactions for tables: another try would only say that it has failed, and no more why.
     */
    static void migratePatiently(Flyway flyway) {
        long start = System.nanoTime();
        while (true) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (System.nanoTime() - start > PATIENCE.toNanos()
                        || SqlErrors.of(e).noneMatch(SqlErrors::isLockTimeout)
                        || hasFailedScript(flyway)) {
                    throw e;
                }
            }
        }
    }

    private static boolean hasFailedScript(Flyway flyway) {
        try {
            return Stream.of(flyway.info().all())
                    .anyMatch(script -> script.getState().isFailed());
        } catch (FlywayException e) {
            return false; // what was waited for may be in the way of this question, too
        }
    }

    private static void validate(Flyway flyway) {
        flyway.validate();
        MigrationInfo[] pending = flyway.info().pending();
        if (pending.length > 0) {
            throw new IllegalStateException("the event store's tables are missing or old: apply "
                    + pending[0].getScript() + " and what follows it, or set " + SETTING + "=" + MIGRATE);
        }
    }

    private Flyway flyway() {
        // By name Flyway would search with its own class loader, which in an EAR does not see this module. "console" is
        // its word
        // for what is set here.
        LogFactory.setFallbackLogCreator(new FlywayLog.Creator());
        return Flyway.configure(Schema.class.getClassLoader())
                .loggers("console")
                .dataSource(dataSource)
                .locations("classpath:" + SCRIPTS + dialect())
                .failOnMissingLocations(true)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    private boolean exists(String table) {
        return ask(connection -> {
            try (ResultSet tables = connection
                    .getMetaData()
                    .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
                boolean found = false;
                while (tables.next() && !found) {
                    found = tables.getString("TABLE_NAME").equalsIgnoreCase(table);
                }
                return found;
            }
        });
    }

    private String dialect() {
        String product = ask(connection -> connection.getMetaData().getDatabaseProductName());
        return switch (product.toLowerCase(Locale.ROOT)) {
            case H2 -> H2;
            case "mysql", "mariadb" -> "mysql";
            default ->
                throw new IllegalStateException(
                        "the event store does not know the database " + product + "; use MySQL, MariaDB or H2");
        };
    }

    private <T> T ask(Question<T> question) {
        try (Connection connection = dataSource.getConnection()) {
            return question.answer(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the event store has no database: the server's default data source gives no connection ("
                            + message(e) + ")",
                    shown(e));
        }
    }

    private static String message(Exception failure) {
        return Mishaps.withoutPasswords(String.valueOf(failure.getMessage()));
    }

    /** Servers print the causes of what stops a deployment as they are: one that tells a password is left out. */
    private static @Nullable Exception shown(Exception failure) {
        boolean tells = Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(Throwable::toString)
                .anyMatch(text -> !text.equals(Mishaps.withoutPasswords(text)));
        return tells ? null : failure;
    }

    private interface Question<T> {
        T answer(Connection connection) throws SQLException;
    }
}
