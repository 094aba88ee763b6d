/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.start;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.schemeless.eventstore.logging.Mishaps;

/**
 * What Flyway says, to the log of the server, without passwords: it prints the URL of the database, and messages of
 * drivers.
 */
final class FlywayLog implements Log {

    /** How Flyway gets it. */
    public static final class Creator implements LogCreator {

        @Override
        public Log createLogger(Class<?> type) {
            return new FlywayLog(System.getLogger(type.getName()));
        }
    }

    private final Logger log;

    FlywayLog(Logger log) {
        this.log = log;
    }

    @Override
    public void debug(String message) {
        log(Level.DEBUG, message);
    }

    @Override
    public void info(String message) {
        log(Level.INFO, message);
    }

    @Override
    public void notice(String message) {
        log(Level.INFO, message);
    }

    @Override
    public void warn(String message) {
        log(Level.WARNING, message);
    }

    @Override
    public void error(String message) {
        log(Level.ERROR, message);
    }

    /** The trace is for those who look at it: the store says once more, and in a line, why it does not start. */
    @Override
    public void error(String message, Exception e) {
        log(Level.ERROR, message + ": " + Mishaps.line(e));
        log.log(Level.DEBUG, "Flyway failed", e);
    }

    private void log(Level level, String message) {
        log.log(level, Mishaps.withoutPasswords(message));
    }
}
