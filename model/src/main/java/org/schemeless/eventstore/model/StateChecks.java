/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.List;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;

/** For tests of deciders with {@link Snapshot}; {@code EventStoreTest} calls it. */
public final class StateChecks {

    private StateChecks() {}

    /**
     * Folds these events in both ways: as they are, and with the state written and read back as a snapshot after each
     * event.
     *
     * @throws IllegalStateException if the states are not equal; it names the event and both states
     * @throws IllegalArgumentException if there can be no snapshots of such a state
     */
    public static <E, S> void requireFoldedAlike(Decider<?, E, S> decider, EventTypes types, List<StoredEvent> events) {
        List<String> faults = StateShape.faults(decider.name(), 1, decider.stateType());
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        Fold<E, S> fold = Fold.of(decider, types);
        S plain = fold.initialState();
        S kept = plain;
        for (StoredEvent event : events) {
            plain = fold.after(plain, event);
            kept = readBack(decider, fold.after(kept, event), event);
            if (!SameState.same(plain, kept)) {
                throw new IllegalStateException(after(event) + "the state is " + plain + ", but " + kept
                        + " if it goes through snapshots (" + decider.name() + ")");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <S> S readBack(Decider<?, ?, S> decider, S state, StoredEvent event) {
        JsonText json;
        Object back;
        try {
            json = JsonText.of(state);
            back = json.as(decider.stateType());
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    after(event) + "the state " + state + " does not survive JSON-B, so no snapshot can be made of it: "
                            + e.getMessage(),
                    e);
        }
        if (back == null || !SameState.survives(state, json, back)) {
            throw new IllegalStateException(
                    after(event) + "the state " + state + " is written by JSON-B as " + json + " and read back as "
                            + back + ", which is not equal to it or has other JSON ("
                            + state.getClass().getName()
                            + "): no snapshot can be made of it");
        }
        return (S) back;
    }

    private static String after(StoredEvent event) {
        return "after event " + event.sequence() + " (" + event.type() + ") ";
    }
}
