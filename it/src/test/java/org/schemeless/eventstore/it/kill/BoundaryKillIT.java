/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.serial.CourseWriters;
import org.schemeless.eventstore.it.tool.serial.Operation.Outcome;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/** Rules over several streams hold whoever is killed and when: what sixteen writers have done has a serial order. */
@Tag("kill")
class BoundaryKillIT {

    private static final int KILLS = Integer.getInteger("kills.boundary", 2);
    private static final int MOST_JOINED_BEFORE = 80;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void on_MySQL_there_is_a_serial_order_when_the_database_or_the_server_is_killed() {
        try (MySqlServer database = MySqlServer.durable();
                PayaraMicro server = PayaraMicro.onMySql(database)) {
            CourseWriters writers = new CourseWriters(new Store(server.uri()));
            for (int i = 0; i < KILLS; i++) {
                boolean databaseNow = i % 2 == 0;
                kill(
                        writers,
                        databaseNow ? database::kill : server::kill,
                        databaseNow ? database::start : server::start);
            }
            assertSerial(writers);
        }
    }

    /** Kills at some moment, and starts again. */
    private static void kill(CourseWriters writers, Runnable kill, Runnable start) {
        awaitJoined(writers, writers.joined() + 1 + new SplittableRandom().nextInt(MOST_JOINED_BEFORE));
        kill.run();
        start.run();
        awaitJoined(writers, writers.joined() + 1);
    }

    private static void awaitJoined(CourseWriters writers, int joined) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> writers.joined() >= joined);
    }

    private static void assertSerial(CourseWriters writers) {
        int operations = writers.end().size();

        assertThat(writers.count(Outcome.NOT_STORED)).as("lost races").isPositive();
        assertThat(writers.count(Outcome.UNKNOWN))
                .as("appends under way when somebody was killed")
                .isPositive();
        System.out.println(operations + " operations, " + writers.count(Outcome.STORED) + " appends stored, "
                + writers.count(Outcome.NOT_STORED) + " lost races, " + writers.count(Outcome.UNKNOWN)
                + " without answer");
    }
}
