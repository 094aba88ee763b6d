/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that folds a view is killed after a request; another one goes on, and no event is folded twice, or not. */
class DynamoDbViewKillIT extends OnFreshTable {

    @ParameterizedTest
    @CsvSource({
        "UpdateItem,1",
        "UpdateItem,2",
        "UpdateItem,3",
        "TransactWrite,1",
        "TransactWrite,2",
        "TransactWrite,4",
        "TransactWrite,5",
        "BatchGetItem,2",
        "PutObject,1",
        "PutObject,2",
        "DeleteObject,1",
        "GetObject,1"
    })
    void whatever_is_killed_when_the_states_are_what_the_events_fold_to(String kind, int nth) throws Exception {
        ViewNode survivor = new ViewNode(store);
        survivor.begin();
        DyingProcess.killedAfter(store, kind, nth, ViewNode.class);

        long come = survivor.checkpoints.find(ViewNode.CHECKPOINT).orElseThrow();
        survivor.foldAll();

        assertThat(come).isLessThan(ViewNode.EVENTS);
        assertThat(survivor.states()).isEqualTo(ViewNode.folded(ViewNode.EVENTS));
        assertThat(survivor.checkpoints.find(ViewNode.CHECKPOINT)).hasValue(ViewNode.EVENTS);
        store.assembly.sweeper().sweep();
        assertThat(store.objects()).hasSize((int) survivor.states().values().stream()
                .filter(state -> state.length() > 400_000)
                .count());
        assertThat(survivor.states()).isEqualTo(ViewNode.folded(ViewNode.EVENTS));
    }
}
