/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Kills servers of one store, again and again, each time while clients append to new streams. */
public final class KillRounds {

    private static final List<String> STREAMS = List.of("a", "b", "c", "d");
    private static final int MOST_ACKNOWLEDGED_BEFORE = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SplittableRandom random = new SplittableRandom();
    private final Map<String, Map<Batch, Answer>> sentInDomain = new LinkedHashMap<>();
    private final StoreClient client;
    private int inDoubt;
    private int inDoubtAndStored;

    public KillRounds(StoreClient client) {
        this.client = client;
    }

    /**
     * Kills a server at some moment and starts it again.
     *
     * @throws AssertionError if the store does not keep its word, then or after more appends
     */
    public void kill(Runnable kill, Runnable start) throws IOException {
        String domain = "round-" + (sentInDomain.size() + 1);
        Load load = new Load(client, domain, STREAMS);
        int some = 1 + random.nextInt(MOST_ACKNOWLEDGED_BEFORE);
        await().until(() -> load.hasAcknowledged(some));
        kill.run();
        start.run();
        await().until(() -> client.serves(domain));
        Map<Batch, Answer> sent = load.end();

        Set<Batch> stored = Audit.of(client, domain, STREAMS, sent);
        sent.replaceAll((batch, answer) ->
                answer.outcome() == Answer.Outcome.IN_DOUBT ? sendAgain(batch, stored.contains(batch)) : answer);
        for (String stream : STREAMS) {
            Batch next = Batch.of(domain, stream, 2, OptionalLong.empty());
            sent.put(next, client.append(next));
        }
        assertThat(sent.values()).doesNotContain(Answer.IN_DOUBT);
        Audit.of(client, domain, STREAMS, sent);
        sentInDomain.put(domain, sent);
    }

    private Answer sendAgain(Batch batch, boolean stored) {
        inDoubt++;
        Answer answer = client.append(batch);
        if (stored) {
            inDoubtAndStored++;
            assertThat(answer.outcome()).as("the answer to %s", batch).isEqualTo(Answer.Outcome.STORED_BEFORE);
        } else if (batch.expected().isEmpty()) {
            assertThat(answer.outcome()).as("the answer to %s", batch).isEqualTo(Answer.Outcome.STORED);
        }
        return answer;
    }

    /** Checks that no later kill has touched what an earlier round left, and that the kills hit appends under way. */
    public void finish() throws IOException {
        for (Map.Entry<String, Map<Batch, Answer>> round : sentInDomain.entrySet()) {
            Audit.of(client, round.getKey(), STREAMS, round.getValue());
        }
        assertThat(inDoubt).as("batches under way when a server was killed").isPositive();
    }

    @Override
    public String toString() {
        return "%d kills, %d batches; %d of them were under way when a server was killed, %d of those were stored"
                .formatted(
                        sentInDomain.size(),
                        sentInDomain.values().stream().mapToInt(Map::size).sum(),
                        inDoubt,
                        inDoubtAndStored);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }
}
