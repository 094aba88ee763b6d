/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.flywaydb.core.api.logging.Log;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlywayLogTest {

    private static final String URL = "jdbc:mysql://db.example/events?user=app&password=s3cret";

    private final Logger logger = Logger.getLogger(FlywayLogTest.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    @Test
    void what_flyway_says_tells_no_password() {
        logger.addHandler(handler);
        Log log = new FlywayLog.Creator().createLogger(FlywayLogTest.class);

        log.info("Database: " + URL + " (MySQL 8.0)");
        log.warn("no " + URL);
        log.error("no " + URL);
        log.error("no database", new IllegalStateException(new SQLException("cannot parse " + URL)));

        assertThat(lines)
                .containsExactly(
                        "Database: jdbc:mysql://db.example/events (MySQL 8.0)",
                        "no jdbc:mysql://db.example/events",
                        "no jdbc:mysql://db.example/events",
                        "no database: java.lang.IllegalStateException: java.sql.SQLException: cannot parse"
                                + " jdbc:mysql://db.example/events, caused by java.sql.SQLException: cannot parse"
                                + " jdbc:mysql://db.example/events");
    }
}
