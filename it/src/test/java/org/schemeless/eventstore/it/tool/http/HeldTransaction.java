/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import org.schemeless.eventstore.it.tool.application.WritingServlet;

/** A transaction of an application beside the store that has appended a batch and is open. */
final class HeldTransaction {

    private final String name = Names.fresh("held");
    private final Store store;
    private final LogBatch batch;
    private final Iterator<String> answer;

    HeldTransaction(Store store, LogBatch batch) {
        this.store = store;
        this.batch = batch;
        Stream<String> lines = store.open(
                        "POST",
                        "../writing/held?name=" + name,
                        BodyPublishers.ofString(batch.json()),
                        BodyHandlers.ofLines(),
                        "Content-Type",
                        "application/json")
                .body();
        answer = lines.iterator();
        assertThat(answer.next()).isEqualTo(WritingServlet.OPEN);
    }

    LogBatch batch() {
        return batch;
    }

    void commit() {
        store.post("../writing/released?name=" + name, "").is(200);
        assertThat(answer.next()).isEqualTo(WritingServlet.COMMITTED);
        assertThat(answer.hasNext()).isFalse();
    }
}
