/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.server.ApplicationServer;
import org.schemeless.eventstore.it.tool.server.SharedServer;

/** The example, beside the event store: an application with a store inside, and one that uses the other's remotely. */
@Tag("server")
@Tag("smoke")
class BankIT {

    /** A view that failed waits for up to half a minute; on a busy machine it may do so more than once. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ApplicationServer server = SharedServer.OPEN.get();
    private final HttpClient client = Http11.client();
    private final String alice = "alice-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();

    @Test
    void a_transfer_moves_money() throws Exception {
        open(alice, "100.00");
        open(bob, "0.00");

        assertThat(transfer(alice, bob, "30.50").statusCode()).isEqualTo(204);

        assertHolds(alice, "69.50");
        assertHolds(bob, "30.50");
    }

    @Test
    void a_holder_that_is_erased_has_no_name() throws Exception {
        String holder = UUID.randomUUID().toString();
        String path = "bank/api/holders/" + holder;

        assertThat(send("PUT", path + "/name", "Ada Lovelace").statusCode()).isEqualTo(204);
        assertThat(send("GET", path + "/name").body()).isEqualTo("Ada Lovelace");

        assertThat(send("POST", path + "/erasure").statusCode()).isEqualTo(204);

        assertThat(send("GET", path + "/name").body()).isEmpty();
    }

    @Test
    void a_transfer_to_an_account_that_is_not_open_leaves_neither() throws Exception {
        open(alice, "100.00");

        HttpResponse<String> refused = transfer(alice, bob, "1.00");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).startsWith("UnknownAccountException");
        assertHolds(alice, "100.00");
        assertThat(send("GET", "bank/api/accounts/" + bob + "/balance").body()).startsWith("UnknownAccountException");
    }

    @Test
    void a_transfer_to_the_same_account_or_of_no_amount_of_money_is_refused() throws Exception {
        open(alice, "100.00");
        open(bob, "100.00");

        for (HttpResponse<String> refused : List.of(transfer(alice, alice, "1.00"), transfer(alice, bob, "0.00"))) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).startsWith("ImpossibleTransferException");
        }
        for (String amount : List.of("-1.00", "0.001", "1E9", "1000000000000000.00")) {
            HttpResponse<String> refused = transfer(alice, bob, amount);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).startsWith("InvalidAmountException");
        }

        assertHolds(alice, "100.00");
        assertHolds(bob, "100.00");
        assertThat(send("GET", "bank/api/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void a_note_on_an_account_does_not_keep_it_from_being_opened() throws Exception {
        assertThat(note(alice, "soon", "").statusCode()).isEqualTo(200);

        open(alice, "5.00");

        assertHolds(alice, "5.00");
    }

    @Test
    void what_has_moved_is_in_the_view() throws Exception {
        open(alice, "100.00");
        open(bob, "0.00");
        assertThat(transfer(alice, bob, "30.50").statusCode()).isEqualTo(204);
        assertThat(transfer(bob, alice, "10.00").statusCode()).isEqualTo(204);

        try {
            await().atMost(PATIENCE)
                    .ignoreException(NumberFormatException.class) // an answer without a number: no build is read yet
                    .until(() ->
                            amount("bank/api/accounts/" + bob + "/turnover").compareTo(new BigDecimal("40.50")) >= 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(String.join("\n", server.linesWith("view")), e);
        }

        assertThat(amount("bank/api/accounts/" + bob + "/turnover")).isEqualByComparingTo("40.50");
        assertThat(amount("bank/api/accounts/" + alice + "/turnover")).isEqualByComparingTo("40.50");
    }

    @Test
    void an_account_is_opened_once() throws Exception {
        open(alice, "1.00");

        HttpResponse<String> again = send("PUT", "bank/api/accounts/" + alice + "?amount=1.00");

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).startsWith("AccountExistsException");
        assertHolds(alice, "1.00");
    }

    @Test
    void a_conflict_reaches_the_other_application_as_itself() throws Exception {
        open(alice, "1.00");

        assertThat(note(alice, "first", "&expected=1").body()).isEqualTo("2");
        HttpResponse<String> conflict = note(alice, "second", "&expected=1");

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).isEqualTo("domain \"account\", identifier \"" + alice + "\": expected 1, found 2");
        assertThat(send("GET", "teller/api/accounts/" + alice + "/notes").body())
                .isEqualTo("first\n");
    }

    /** It comes in by a session bean of the EAR, and the metrics are those of its web module. */
    @Test
    void what_another_application_appends_without_http_counts_in_the_metrics() throws Exception {
        double appends = metric("eventstore_appends_total");
        double events = metric("eventstore_events_appended_total");
        double calls = metric("eventstore_call_seconds_count{call=\"append\",outcome=\"done\"}");
        double conflicts = metric("eventstore_call_seconds_count{call=\"append\",outcome=\"conflict\"}");

        assertThat(note(alice, "first", "").statusCode()).isEqualTo(200);
        assertThat(note(alice, "second", "&expected=0").statusCode()).isEqualTo(409);

        assertThat(metric("eventstore_appends_total") - appends).isEqualTo(1);
        assertThat(metric("eventstore_events_appended_total") - events).isEqualTo(1);
        assertThat(metric("eventstore_call_seconds_count{call=\"append\",outcome=\"done\"}") - calls)
                .isEqualTo(1);
        assertThat(metric("eventstore_call_seconds_count{call=\"append\",outcome=\"conflict\"}") - conflicts)
                .isEqualTo(1);
    }

    /** The value of a line, given its name and labels; 0 if it is not there. */
    private double metric(String name) throws Exception {
        return send("GET", "eventstore/api/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    @Test
    void two_applications_that_race_on_an_account_lose_nothing() throws Exception {
        int rounds = 10;
        open(alice, "100.00");
        open(bob, "0.00");

        List<Integer> statuses = atOnce(Stream.concat(
                IntStream.range(0, rounds)
                        .<Callable<Integer>>mapToObj(
                                i -> () -> transfer(alice, bob, "1.00").statusCode()),
                IntStream.range(0, rounds)
                        .<Callable<Integer>>mapToObj(
                                i -> () -> note(alice, "note", "").statusCode())));

        long transferred = statuses.subList(0, rounds).stream()
                .filter(status -> status == 204)
                .count();
        assertThat(statuses).allMatch(status -> status == 204 || status == 200 || status == 409);
        assertThat(transferred).isPositive();
        assertThat(statuses.subList(rounds, 2 * rounds)).containsOnly(200);
        assertHolds(
                alice,
                new BigDecimal("100.00")
                        .subtract(BigDecimal.valueOf(transferred))
                        .toString());
        assertHolds(bob, BigDecimal.valueOf(transferred).toString());
        assertThat(send("GET", "teller/api/accounts/" + alice + "/notes").body().lines())
                .hasSize(rounds);
    }

    /** A transfer loses a race only if another one is made: fewer than the bank's attempts. */
    @Test
    void transfers_that_race_on_an_account_are_all_made() throws Exception {
        int transfers = 40;
        open(alice, "100.00");
        open(bob, "0.00");

        List<Integer> statuses = atOnce(IntStream.range(0, transfers)
                .mapToObj(i -> () -> transfer(alice, bob, "1.00").statusCode()));

        assertThat(statuses).hasSize(transfers).containsOnly(204);
        assertHolds(alice, "60.00");
        assertHolds(bob, "40.00");
    }

    private static List<Integer> atOnce(Stream<Callable<Integer>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Integer> results = new java.util.ArrayList<>();
            for (Future<Integer> result : threads.invokeAll(calls.toList())) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private void open(String account, String amount) throws Exception {
        assertThat(send("PUT", "bank/api/accounts/" + account + "?amount=" + amount)
                        .statusCode())
                .isEqualTo(204);
    }

    private HttpResponse<String> transfer(String from, String to, String amount) throws Exception {
        return send("POST", "bank/api/transfers?from=" + from + "&to=" + to + "&amount=" + amount);
    }

    private HttpResponse<String> note(String account, String text, String more) throws Exception {
        return send("POST", "teller/api/accounts/" + account + "/notes?text=" + text + more);
    }

    private void assertHolds(String account, String expected) throws Exception {
        assertThat(amount("bank/api/accounts/" + account + "/balance")).isEqualByComparingTo(expected);
    }

    private BigDecimal amount(String path) throws Exception {
        return new BigDecimal(send("GET", path).body());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return send(method, path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = server.uri().resolve(path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "text/plain")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
