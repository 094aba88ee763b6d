/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.spi.KeptCommand;

/** What is to be stored, wherever the streams stand: attempts follow each other until one gets in or none can. */
interface AppendPlan {

    /** The streams whose sequence has to be known. */
    Set<StreamId> streams();

    /** The only sequences with which this can be stored, if they are known without asking. */
    Optional<Map<StreamId, Long>> required();

    /** Why it cannot be stored if the streams are at these sequences. */
    Optional<ConcurrencyError> violated(Map<StreamId, Long> sequences);

    /** The events as they are stored if the streams are at these sequences. */
    List<StoredEvent> sequenced(Map<StreamId, Long> sequences);

    /** Streams without events of this that have to stay at a sequence until it is stored. */
    Map<StreamId, Long> checkedOnly();

    /** The tags of its events. */
    SortedSet<Tag> tags();

    /** The keys that encrypt members of its events, and have to be there until it is stored. */
    SortedSet<KeyId> keys();

    /** What it rests on: each has to hold until it is stored. */
    List<TagCondition> conditions();

    /** All heads that it moves or has to know. */
    default Set<HeadKey> heads() {
        Set<HeadKey> heads = new HashSet<>();
        streams().forEach(stream -> heads.add(HeadKey.of(stream)));
        tags().forEach(tag -> heads.add(HeadKey.of(tag)));
        conditions().forEach(condition -> heads.add(condition.head()));
        return heads;
    }

    /** The commands that are kept with it. */
    Collection<Command> commands();

    /**
     * What is kept of each of them with this result.
     *
     * @param sequences where the streams are that are only named
     */
    Map<Command, KeptCommand> kept(AppendResult result, Map<StreamId, Long> sequences);

    /** The ids that may be stored already. */
    Set<String> claimedIds();

    /**
     * The answer if this is stored already.
     *
     * @throws org.schemeless.eventstore.DuplicateEventException if an id is taken by something else
     */
    Optional<AppendResult> replayOf(List<StoredEvent> stored);
}
