/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.service.EventStoreService;

class LogReaderTest {

    private static LogReader failingWith(RuntimeException error) {
        LogReader log = new LogReader();
        log.store = new EventStoreService() {

            @Override
            public List<StoredEvent> readAll(long after, int limit) {
                throw error;
            }
        };
        return log;
    }

    @Test
    void a_storage_without_a_log_is_a_problem_501() {
        UnsupportedOperationException none = new UnsupportedOperationException("no log");
        for (RuntimeException error : List.of(none, new EJBException(none))) {
            LogReader log = failingWith(error);
            Response answer = catchThrowableOfType(WebApplicationException.class, () -> log.read(0, 1, false))
                    .getResponse();
            assertThat(answer.getStatus()).isEqualTo(501);
            assertThat(answer.getMediaType()).hasToString("application/problem+json");
            assertThat(answer.getEntity().toString()).contains("/log-not-available\"");
        }
    }

    @Test
    void other_errors_stay_what_they_are() {
        EJBException error = new EJBException(new IllegalStateException());
        assertThat(catchThrowableOfType(
                        EJBException.class, () -> failingWith(error).read(0, 1, false)))
                .isSameAs(error);
    }
}
