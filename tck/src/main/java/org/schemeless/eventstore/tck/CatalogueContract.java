/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Catalogue;
import org.schemeless.eventstore.DomainPage;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;

/** Section 3: the lists of domains and streams, where a storage keeps them. The store is shared with other tests. */
public interface CatalogueContract extends StoreFixture {

    Catalogue catalogue();

    private List<String> domainsByPages(int limit) {
        List<String> domains = new ArrayList<>();
        DomainPage page;
        do {
            page = catalogue().domains(domains.isEmpty() ? null : domains.get(domains.size() - 1), limit);
            assertThat(page.domains().size()).isLessThanOrEqualTo(limit);
            assertThat(page.hasMore() && page.domains().size() < limit).isFalse();
            domains.addAll(page.domains());
        } while (page.hasMore());
        return domains;
    }

    private List<StreamPage.Entry> streamsByPages(String domain, String prefix, int limit) {
        List<StreamPage.Entry> streams = new ArrayList<>();
        StreamPage page;
        do {
            String last = streams.isEmpty()
                    ? null
                    : streams.get(streams.size() - 1).stream().identifier();
            page = catalogue().streams(domain, prefix, last, limit);
            assertThat(page.hasMore() && page.streams().size() < limit).isFalse();
            streams.addAll(page.streams());
        } while (page.hasMore());
        return streams;
    }

    private static List<String> identifiers(List<StreamPage.Entry> streams) {
        return streams.stream().map(entry -> entry.stream().identifier()).toList();
    }

    private void store(String domain, String... identifiers) {
        store().storeEvents(Arrays.stream(identifiers)
                .flatMap(identifier -> events(StreamId.of(domain, identifier), 1).stream())
                .toList());
    }

    @Test
    default void a_domain_is_listed_once_however_many_streams_it_has() {
        String domain = newName();
        store(domain, "a", "b");
        store(domain + "x", "");

        List<String> domains = domainsByPages(1_000);
        assertThat(domains).contains(domain, domain + "x").doesNotHaveDuplicates();
        assertThat(domainsByPages(7)).isEqualTo(domains);
        assertThat(catalogue().domains(domain, 1).domains()).containsExactly(domain + "x");
    }

    @Test
    default void streams_are_listed_page_by_page_each_once_with_its_sequence() {
        String domain = newName();
        for (int i = 1; i <= 25; i++) {
            store().storeEvents(events(StreamId.of(domain, "s-%02d".formatted(i)), i * 7));
        }
        store(newName(), "s-01");

        for (int limit : new int[] {1, 4, 24, 25, 26, 1_000}) {
            List<StreamPage.Entry> streams = streamsByPages(domain, "", limit);
            assertThat(identifiers(streams))
                    .isEqualTo(IntStream.rangeClosed(1, 25)
                            .mapToObj("s-%02d"::formatted)
                            .toList());
            assertThat(streams)
                    .allSatisfy(entry -> assertThat(entry.sequence())
                            .isEqualTo(
                                    Integer.parseInt(entry.stream().identifier().substring(2)) * 7L));
            assertThat(streams).extracting(entry -> entry.stream().domain()).containsOnly(domain);
        }
    }

    @Test
    default void the_stream_of_the_domain_itself_comes_first() {
        String domain = newName();
        store(domain, "b", "", "a");

        assertThat(identifiers(streamsByPages(domain, "", 1))).containsExactly("", "a", "b");
        assertThat(identifiers(catalogue().streams(domain, "", "", 10).streams()))
                .containsExactly("a", "b");
    }

    @Test
    default void of_a_prefix_all_streams_are_listed_and_no_other() {
        String domain = newName();
        List<String> all = List.of(
                "",
                "order",
                "order 1",
                "order-1",
                "order-10",
                "order-2",
                "orders",
                "Order-1",
                "order-ü",
                "order-\uD83D\uDE00",
                "order%",
                "order_",
                "ordes",
                "\uD83D\uDE00",
                "\uFF5E",
                "p");
        store(domain, all.toArray(String[]::new));

        for (String prefix :
                List.of("", "o", "order", "order ", "order-", "order-1", "order%", "order_", "\uD83D\uDE00", "x")) {
            for (int limit : new int[] {1, 3, 100}) {
                assertThat(identifiers(streamsByPages(domain, prefix, limit)))
                        .as("%s by %d", prefix, limit)
                        .containsExactlyInAnyOrderElementsOf(all.stream()
                                .filter(identifier -> identifier.startsWith(prefix))
                                .toList());
            }
        }
        assertThat(identifiers(streamsByPages(domain, "order", 2))).startsWith("order");
    }

    @Test
    default void a_long_stream_hides_none_behind_it() {
        String domain = newName();
        store().storeEvents(events(StreamId.of(domain, "b"), 1_000));
        store(domain, "a", "c");

        assertThat(streamsByPages(domain, "", 2))
                .containsExactly(
                        new StreamPage.Entry(StreamId.of(domain, "a"), 1),
                        new StreamPage.Entry(StreamId.of(domain, "b"), 1_000),
                        new StreamPage.Entry(StreamId.of(domain, "c"), 1));
    }

    @Test
    default void a_domain_without_events_has_no_streams() {
        StreamId stream = newStream();
        assertThat(catalogue().streams(stream.domain(), "", null, 10)).isEqualTo(new StreamPage(List.of(), false));
        store().storeEvents(events(stream, 1));
        assertThat(catalogue().streams(stream.domain(), "", null, 10).streams())
                .containsExactly(new StreamPage.Entry(stream, 1));
    }

    @Test
    default void a_transaction_sees_its_own_streams_and_others_see_them_after_the_commit() {
        String domain = newName();
        inTransaction(() -> {
            store(domain, "a");
            assertThat(identifiers(streamsByPages(domain, "", 10))).containsExactly("a");
            outsideOfTransactions(
                    () -> assertThat(streamsByPages(domain, "", 10)).isEmpty());
        });
        assertThat(identifiers(streamsByPages(domain, "", 10))).containsExactly("a");
    }

    @Test
    default void a_list_outside_the_limits_is_refused() {
        String domain = newName();
        for (int limit : new int[] {-1, 0, 1_001}) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> catalogue().domains(null, limit))
                    .satisfies(error -> assertThat(error.getField()).isEqualTo("limit"));
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> catalogue().streams(domain, "", null, limit))
                    .satisfies(error -> assertThat(error.getField()).isEqualTo("limit"));
        }
        Stream.of("x".repeat(256), "\uD83D").forEach(text -> {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> catalogue().streams(domain, text, null, 10))
                    .satisfies(error -> assertThat(error.getField()).isEqualTo("prefix"));
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> catalogue().streams(domain, "", text, 10))
                    .satisfies(error -> assertThat(error.getField()).isEqualTo("after"));
        });
        for (String none : new String[] {null, ""}) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> catalogue().streams(none, "", null, 10))
                    .satisfies(error -> assertThat(error.getField()).isEqualTo("domain"));
        }
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> catalogue().streams(domain, null, null, 10))
                .satisfies(error -> assertThat(error.getField()).isEqualTo("prefix"));
    }
}
