/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;

/**
 * The state that a stream's events fold to, up to one of them. It is a cache and nothing else: whoever finds none, or
 * one that cannot be read, folds from the beginning.
 *
 * @param fold 1 to {@value Limits#SNAPSHOT_FOLD} characters: what folds, such as a decider's name
 * @param shape 1 to {@value Limits#SNAPSHOT_SHAPE} characters that stand for all that the state depends on beside the
 *     events, as a hash of it does; a state of another shape is another snapshot
 * @param sequence that of the last event folded, from 1
 * @param eventId the id of that event: a stream that has another one there, as after a restore, is not this one
 * @param state any JSON
 */
public record Snapshot(StreamId stream, String fold, String shape, long sequence, String eventId, JsonText state)
        implements Serializable {

    /** @throws InvalidEventException if a member is missing or outside its limits */
    public Snapshot {
        if (stream == null || state == null) {
            throw new InvalidEventException("snapshot", "has no stream or no state", "both");
        }
        Names.required("snapshot.fold", fold, Limits.SNAPSHOT_FOLD);
        Names.required("snapshot.shape", shape, Limits.SNAPSHOT_SHAPE);
        Names.required("snapshot.eventId", eventId, Limits.ID);
        if (sequence < 1 || sequence > Limits.SEQUENCE) {
            throw new InvalidEventException("snapshot.sequence", "is " + sequence, "1 to " + Limits.SEQUENCE);
        }
    }
}
