/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.serial.CourseWriters;
import org.schemeless.eventstore.it.tool.serial.Operation.Outcome;

/** What sixteen writers do with rules over several streams could have been done one after the other. */
@HttpTest
@Tag("payara-micro")
class SerialOrderIT {

    private static final int SEATS = Integer.getInteger("seats", 100);

    @Test
    void sixteen_writers_who_race_for_seats_have_a_serial_order() {
        CourseWriters writers = new CourseWriters(Servers.open());
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> writers.joined() >= SEATS);

        assertThat(writers.end()).hasSizeGreaterThan(SEATS);

        assertThat(writers.count(Outcome.NOT_STORED)).as("lost races").isPositive();
        assertThat(writers.count(Outcome.UNKNOWN)).isZero();
    }
}
