/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.table;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Target;

/** The versions of the projections of the tests. */
public final class Tables {

    private Tables() {}

    @ApplicationScoped
    public static class First extends Lines {

        public static final String VIEW = "lines";
        public static final String TABLE = "test_lines";

        First() {
            super(VIEW, 1, TABLE);
        }
    }

    /** Other rows, which are read only when somebody says so. */
    @ApplicationScoped
    public static class Second extends Lines {

        Second() {
            super(First.VIEW, 2, First.TABLE);
        }

        @Override
        public boolean isActivatedWhenCaughtUp() {
            return false;
        }

        @Override
        String line(StoredEvent event) {
            return "second " + super.line(event);
        }
    }

    /** It has written a batch when it fails, at an event that it cannot take, and once for each build at any event. */
    @ApplicationScoped
    public static class Torn extends Lines {

        public static final String VIEW = "torn";
        public static final String TABLE = "test_torn";

        private final AtomicBoolean created = new AtomicBoolean();
        private final AtomicBoolean failed = new AtomicBoolean();

        Torn() {
            super(VIEW, 1, TABLE);
        }

        /** The first time it cannot, as when the database is not there. */
        @Override
        public void create(Target target) throws SQLException {
            if (created.compareAndSet(false, true)) {
                throw new SQLException("as the test wants, at first");
            }
            super.create(target);
        }

        @Override
        public void handle(List<StoredEvent> events, Target target) throws SQLException {
            super.handle(events, target);
            if (failed.compareAndSet(false, true)
                    || events.stream().anyMatch(event -> event.type().equals(POISON))) {
                throw new SQLException("as the test wants");
            }
        }
    }
}
