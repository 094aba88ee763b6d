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

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.StreamId;

class LinksTest {

    private static final PageBounds BOUNDS = new PageBounds(5, 10);

    private final Links links = new Links("/eventstore/api/events", "/eventstore/api/");

    @Test
    void names_go_in_the_path_in_percent_encoding() {
        assertThat(links.page(StreamId.of("Ünder", "a b::?😀"), BOUNDS))
                .isEqualTo("streams/%C3%9Cnder/a%20b%3A%3A%3F%F0%9F%98%80/events" + "?after=5&limit=10");
    }

    @Test
    void the_stream_of_a_domain_has_no_second_name() {
        assertThat(links.page(StreamId.of("d"), BOUNDS)).isEqualTo("streams/d/events?after=5&limit=10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\b", "a;b", "a#b", "100%", ".", ".."})
    void names_that_do_not_pass_everywhere_in_a_path_go_in_the_query(String name) {
        assertThat(links.page(StreamId.of("d", name), BOUNDS)).startsWith("events?domain=d&identifier=");
        assertThat(links.page(StreamId.of(name), BOUNDS)).startsWith("events?domain=");
        assertThat(links.event(name)).startsWith("events?id=");
    }

    @Test
    void ampersands_stay_in_the_name() {
        assertThat(links.page("causationId", "a&b=c+d", BOUNDS))
                .isEqualTo("events?causationId=a%26b%3Dc%2Bd&after=5&limit=10");
    }

    @Test
    void the_way_on_through_the_log_keeps_what_is_wanted() {
        LogFilter filter = new LogFilter(Set.of("b&c", "a"), Set.of("ü"));
        assertThat(links.log(BOUNDS, filter)).isEqualTo("log?after=5&limit=10&domain=a&domain=b%26c&type=%C3%BC");
        assertThat(links.logLines(7, "12", filter)).isEqualTo("log?after=7&until=12&domain=a&domain=b%26c&type=%C3%BC");
    }

    @ParameterizedTest
    @CsvSource({
        "/eventstore/api/events, ''",
        "/eventstore/api/log, ''",
        "/eventstore/api/events/e1, ../",
        "/eventstore/api/streams/d/events, ../../",
        "/eventstore/api/streams/d/i%2Fj/events, ../../../",
        "/eventstore/api/events/, ../"
    })
    void addresses_lead_from_the_request_to_their_place(String request, String up) {
        String link = new Links(request, "/eventstore/api/").log(BOUNDS, LogFilter.all());
        assertThat(link).isEqualTo(up + "log?after=5&limit=10");
        assertThat(URI.create("https://front.example" + request.replace("/eventstore/api", "/store"))
                        .resolve(link))
                .hasToString("https://front.example/store/log?after=5&limit=10");
    }
}
