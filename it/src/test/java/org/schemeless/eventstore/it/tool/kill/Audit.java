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

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** What the store holds after a kill, held against what the clients were told. */
final class Audit {

    private final Map<String, Batch> batchOfEvent = new HashMap<>();
    private final Map<Batch, List<Long>> found = new HashMap<>();
    private final Map<Batch, Answer> sent;

    private Audit(Map<Batch, Answer> sent) {
        this.sent = sent;
        sent.keySet().forEach(batch -> batch.ids().forEach(id -> batchOfEvent.put(id, batch)));
    }

    /**
     * Reads the streams and checks them.
     *
     * @return the batches that are stored
     */
    static Set<Batch> of(StoreClient client, String domain, List<String> streams, Map<Batch, Answer> sent)
            throws IOException {
        Audit audit = new Audit(sent);
        for (String stream : streams) {
            audit.checkStream(stream, client.read(domain, stream));
        }
        sent.forEach(audit::checkAnswer);
        return audit.found.keySet();
    }

    /** Sequences have no gap, nothing is there that was not sent, each batch is whole, in order, and there once. */
    private void checkStream(String stream, List<JsonObject> events) {
        int next = 0;
        while (next < events.size()) {
            Batch batch = batchOfEvent.get(events.get(next).getString("id"));
            assertThat(batch).as("the batch of %s", events.get(next)).isNotNull();
            assertThat(batch.stream()).as("the stream of %s", batch).isEqualTo(stream);
            int end = Math.min(events.size(), next + batch.ids().size());
            checkBatch(batch, next, events.subList(next, end));
            next = end;
        }
    }

    private void checkBatch(Batch batch, long after, List<JsonObject> events) {
        assertThat(events)
                .as("the events stored of %s", batch)
                .extracting(event -> event.getString("id"))
                .isEqualTo(batch.ids());
        assertThat(events)
                .as("the payloads stored of %s", batch)
                .extracting(event -> event.getJsonObject("payload"))
                .isEqualTo(
                        batch.json().getValuesAs(event -> event.asJsonObject().getJsonObject("payload")));
        List<Long> sequences = events.stream().map(StoreClient::sequence).toList();
        assertThat(sequences)
                .as("the sequences of %s", batch)
                .isEqualTo(LongStream.rangeClosed(after + 1, after + events.size())
                        .boxed()
                        .toList());
        assertThat(found.put(batch, sequences))
                .as("the first copy of %s", batch)
                .isNull();
    }

    private void checkAnswer(Batch batch, Answer answer) {
        if (answer.isStored()) {
            assertThat(found.get(batch)).as("%s, which was acknowledged", batch).isEqualTo(answer.sequences());
        } else if (answer.outcome() == Answer.Outcome.REFUSED) {
            assertThat(found.get(batch)).as("%s, which was refused", batch).isNull();
        }
    }
}
