/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.flywaydb.core.api.logging.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.LoggedLines;

class FlywayLogTest {

    private static final String URL = "jdbc:mysql://db.example/events?user=app&password=s3cret";

    @RegisterExtension
    final LoggedLines lines = new LoggedLines(FlywayLogTest.class);

    @Test
    void what_flyway_says_tells_no_password() {
        Log log = new FlywayLog.Creator().createLogger(FlywayLogTest.class);

        log.info("Database: " + URL + " (MySQL 8.0)");
        log.warn("no " + URL);
        log.error("no " + URL);
        log.error("no database", new IllegalStateException(new SQLException("cannot parse " + URL)));

        assertThat(lines.written())
                .containsExactly(
                        "Database: jdbc:mysql://db.example/events (MySQL 8.0)",
                        "no jdbc:mysql://db.example/events",
                        "no jdbc:mysql://db.example/events",
                        "no database: java.lang.IllegalStateException: java.sql.SQLException: cannot parse"
                                + " jdbc:mysql://db.example/events, caused by java.sql.SQLException: cannot parse"
                                + " jdbc:mysql://db.example/events");
    }
}
