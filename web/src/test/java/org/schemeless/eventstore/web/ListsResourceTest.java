/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Catalogue;
import org.schemeless.eventstore.DomainPage;
import org.schemeless.eventstore.StreamPage;

/** The lists of a storage that keeps none. */
class ListsResourceTest {

    private static Catalogue failingWith(RuntimeException error) {
        return new Catalogue() {

            @Override
            public DomainPage domains(String after, int limit) {
                throw error;
            }

            @Override
            public StreamPage streams(String domain, String prefix, String after, int limit) {
                throw error;
            }
        };
    }

    @Test
    void a_storage_without_lists_is_a_problem_501() {
        UnsupportedOperationException none = new UnsupportedOperationException("no lists");
        for (RuntimeException error : List.of(none, new EJBException(none))) {
            Catalogue catalogue = failingWith(error);
            assertIsProblem(() -> new DomainsResource(catalogue, null, null).domains(null, "10"));
            assertIsProblem(() -> new StreamsResource(catalogue, null, null).streams("a", "", null, "10"));
        }
    }

    private static void assertIsProblem(Supplier<Response> call) {
        Response answer =
                catchThrowableOfType(WebApplicationException.class, call::get).getResponse();
        assertThat(answer.getStatus()).isEqualTo(501);
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
        assertThat(answer.getEntity().toString()).contains("/lists-not-available\"");
    }
}
