/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Snapshot;
import org.schemeless.eventstore.testing.account.AccountCommand.Deposit;
import org.schemeless.eventstore.testing.account.AccountCommand.Withdraw;
import org.schemeless.eventstore.testing.account.AccountDecider;
import org.schemeless.eventstore.testing.account.AccountEvent;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Withdrawn;
import org.schemeless.eventstore.testing.account.AccountUpcasts;
import org.schemeless.eventstore.testing.account.Overdrawn;

/** A fixture that cannot fail tests nothing. */
class FixtureTest {

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(AccountEvent.class)
            .upcasters(new AccountUpcasts())
            .build();

    private final EventStoreTest store = EventStoreTest.inMemory(TYPES);

    private Outcome<AccountEvent, ?> deposited() {
        return store.given(AccountDecider.class, "1", new Deposited(ONE)).when(new Deposit(TEN));
    }

    private Outcome<AccountEvent, ?> overdrawn() {
        return store.given(AccountDecider.class, "2").when(new Withdraw(TEN, "app"));
    }

    private static void assertFails(Runnable test, String... named) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(test::run)
                .satisfies(e -> assertThat(List.of(named)).allMatch(e.getMessage()::contains));
    }

    @Test
    void what_is_not_so_fails_the_test() {
        assertFails(
                () -> deposited().stores(new Deposited(ONE)), "deposited{\"amount\":1}", "deposited{\"amount\":10}");
        assertFails(() -> deposited().stores(), "10");
        assertFails(() -> deposited().stores(new Deposited(TEN), new Deposited(TEN)));
        assertFails(() -> deposited().stores(new Withdrawn(TEN, null)));
        assertFails(() -> deposited().storesNothing(), "10");
        assertFails(() -> deposited().fails(Overdrawn.class), "Overdrawn");
        assertFails(() -> deposited().inAttempts(2), "1");
        assertFails(() -> overdrawn().fails(IllegalStateException.class), "Overdrawn");
        assertFails(() -> overdrawn().stores(new Withdrawn(TEN, "app")), "Overdrawn");
        assertFails(() -> overdrawn().storesNothing(), "Overdrawn");
        assertFails(
                () -> store.given(AccountDecider.class, "3")
                        .when(new Deposit(TEN))
                        .leaves(ONE),
                "state 1");
        assertFails(() -> store.stored("withdrawn", 1, "{\"amount\":1}").readsAs(new Withdrawn(ONE, "app")), "desk");
        assertFails(() -> store.stored("withdrawn", 1, "{\"amount\":1}").readsAs(), "desk");
    }

    @Test
    void what_is_so_does_not() {
        deposited().stores(new Deposited(new java.math.BigDecimal("10.00"))).inAttempts(1);
        overdrawn().fails(Overdrawn.class).storesNothing().inAttempts(1);
        store.given(AccountDecider.class, "3").when(new Deposit(TEN)).leaves(TEN);
    }

    @Test
    void a_failure_that_nobody_looked_at_fails_the_test_at_its_end() {
        overdrawn();
        assertFails(() -> store.afterEach(null), "Overdrawn");
        store.beforeEach(null);
        store.afterEach(null);
        assertThat(store.eventStore().getLastPosition()).isZero();
    }

    /** JSON-B sees its sum, and not how many there were. */
    public static final class Sums {

        private int sum;
        private int number;

        public int getSum() {
            return sum;
        }

        public void setSum(int sum) {
            this.sum = sum;
        }
    }

    @EventType("summed")
    public record Summed(int amount) {}

    @Snapshot
    private static class SumDecider implements Decider<String, Summed, Sums> {

        @Override
        public String domain() {
            return "sums";
        }

        @Override
        public Sums initial() {
            return new Sums();
        }

        @Override
        public Sums evolve(Sums state, Summed event) {
            Sums next = new Sums();
            next.sum = state.sum + event.amount();
            next.number = event.amount() > 9 ? state.number + 1 : state.number;
            return next;
        }

        @Override
        public List<Summed> decide(String command, Sums state) {
            return command.equals("refused") ? refused() : List.of(new Summed(10));
        }

        private static List<Summed> refused() {
            throw new IllegalArgumentException("refused");
        }
    }

    private static final class SumsInPartDecider extends SumDecider {

        @Override
        public Sums evolve(Sums state, Summed event) {
            Sums next = new Sums();
            next.sum = state.sum + event.amount();
            return next;
        }
    }

    @Test
    void a_state_that_does_not_survive_its_snapshot_fails_the_test() {
        EventStoreTest sums = EventStoreTest.inMemory();
        sums.given(SumsInPartDecider.class, "1", new Summed(1)).when("sum").stores(new Summed(10));
        sums.given(SumDecider.class, "2", new Summed(1)).when("refused").fails(IllegalArgumentException.class);
        assertFails(
                () -> sums.given(SumDecider.class, "3", new Summed(1)).when("sum"),
                "after event 2 (summed)",
                "{\"sum\":11}",
                "Sums");
        assertFails(() -> sums.given(SumDecider.class, "4", new Summed(10)).when("refused"), "after event 1 (summed)");
    }

    @Test
    void a_decision_through_a_snapshot_is_the_same() {
        EventStoreTest sums = EventStoreTest.inMemory();
        sums.given(
                        SumsInPartDecider.class,
                        "1",
                        Collections.nCopies(250, new Summed(1)).toArray(Summed[]::new))
                .when("sum")
                .stores(new Summed(10));

        assertThat(sums.snapshots().find(StreamId.of("sums", "1"), SumsInPartDecider.class.getName(), "any"))
                .isEmpty();
        assertThat(((InMemoryEventStore) sums.eventStore()).keptSnapshots())
                .singleElement()
                .satisfies(snapshot -> assertThat(snapshot.sequence()).isEqualTo(251));
    }

    @EventType("deposited")
    public record Renamed(String sum) {}

    @Test
    void files_tell_what_can_no_longer_be_read(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("opened.1.json"), "{\"currency\":\"EUR\"}");
        Files.writeString(folder.resolve("deposited.1.json"), "{\"amount\":1}");
        Files.writeString(folder.resolve("bonus-given.1.json"), "{\"amount\":1}");
        Files.writeString(folder.resolve("withdrawn.1.json"), "{\"amount\":1}");
        assertFails(() -> EventSchemas.verify(folder, TYPES), "withdrawn.2.json is missing");

        Files.writeString(folder.resolve("withdrawn.2.json"), "{\"amount\":\"much\",\"channel\":\"app\"}");
        Files.writeString(folder.resolve("closed.1.json"), "{}");
        assertFails(() -> EventSchemas.verify(folder, TYPES), "withdrawn.2.json: ", "closed.1.json is of no type");
        assertFails(
                () -> EventSchemas.verify(folder, EventTypes.of(Renamed.class)),
                "deposited.1.json: ",
                "does not keep the member \"amount\"");
    }

    public record Line(int count, String note) {}

    @EventType("ordered now")
    public record Ordered(
            Instant at, Integer number, String note, List<Line> lines, Set<Integer> tags, Color color, Bean bean) {}

    public enum Color {
        RED
    }

    /** Has no equals. */
    public static final class Bean {

        private Instant since;

        public Instant getSince() {
            return since;
        }

        public void setSince(Instant since) {
            this.since = since;
        }
    }

    private static void verifyOrder(Path folder, String payload) throws IOException {
        Files.writeString(folder.resolve("ordered+now.1.json"), payload);
        EventSchemas.verify(folder, EventTypes.of(Ordered.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'number':1,'note':null,'lines':[{'count':1,'note':null}],'bean':null}",
                "{'at':'2027-01-01T00:00:00.000Z','number':1.00}",
                "{'number':'1'}",
                "{'tags':[20,20,7]}",
                "{'tags':[20,7,3],'lines':[{'count':1},{'count':2,'note':'b'}],'color':'RED'}",
                "{'bean':{'since':'2027-01-01T00:00:00Z'}}"
            })
    void a_file_may_have_what_means_the_same(String payload, @TempDir Path folder) throws IOException {
        verifyOrder(folder, payload.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'numbr':1}; 'numbr', which is absent",
                "{'lines':[{'count':1},{'count':1,'remark':'b'}]}; 'lines.remark', which is absent",
                "{'lines':[{'count':1,'remark':'b'}],'at':'2027-01-01T00:00:00.000Z'}; 'lines.remark', which is absent",
                "{'number':12345678901}; 'number': 12345678901 is written as -539222987",
                "{'at':'2027-01-01T00:00:00.000Z','number':1.5}; 'number': 1.5 is written as 1",
                "{'bean':{'since':'2027-01-01T00:00:00.000Z'}};"
                        + " 'bean.since': '2027-01-01T00:00:00.000Z' is written as '2027-01-01T00:00:00Z'"
            })
    void a_file_tells_what_its_class_does_not_keep(String payload, String lost, @TempDir Path folder) {
        assertFails(
                () -> {
                    try {
                        verifyOrder(folder, payload.replace('\'', '"'));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "ordered+now.1.json: ",
                "Ordered does not keep the member " + lost.replace('\'', '"'));
    }
}
