/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.List;
import java.util.Optional;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.dynamodb.stream.BoundaryReads;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.TableIdentity;
import org.schemeless.eventstore.spi.Append;

/**
 * Keeps rules that rest on tags. A commit needs the heads of the tags where the attempt takes them to be; this tells
 * whether what the append rests on holds there. Whoever writes an event moves the heads of its tags by the same commit,
 * so nobody commits one between this look and the commit. A head that was moved by an event that no item finds is no
 * conflict: the next attempt takes it to be there.
 */
public final class BoundaryGuard {

    private final TableIdentity identity;
    private final StreamHeads heads;
    private final BoundaryReads boundaries;

    public BoundaryGuard(TableIdentity identity, StreamHeads heads, BoundaryReads boundaries) {
        this.identity = identity;
        this.heads = heads;
        this.boundaries = boundaries;
    }

    /** Why this cannot be stored where the streams and tags are: the streams first, then the boundary. */
    Optional<RuntimeException> refusal(AppendPlan plan, Standing standing) {
        Optional<ConcurrencyError> conflict = plan.violated(standing.sequences());
        return conflict.isPresent() ? Optional.of(conflict.get()) : refusal(standing);
    }

    /**
     * What an append of a transaction rests on, known to hold now.
     *
     * @throws BoundaryMovedError if an event is in the way
     * @throws InvalidEventException if the mark is none that this store can have given
     */
    List<TagCondition> held(Append append) {
        Standing standing = new Standing(TagCondition.of(append));
        standing.put(heads.versionsOf(standing.held()));
        refusal(standing).ifPresent(refusal -> {
            throw refusal;
        });
        return standing.conditions();
    }

    private Optional<RuntimeException> refusal(Standing standing) {
        for (TagCondition condition : standing.conditions()) {
            if (!condition.store().equals(identity.id())) {
                return Optional.of(new InvalidEventException(
                        "nothingNew", "has a mark of another store", "a mark that this store has given"));
            }
            if (condition.place() < 0 || condition.place() > standing.of(condition.head())) {
                return Optional.of(new InvalidEventException(
                        "nothingNew",
                        "has a mark of which the store knows nothing, for "
                                + condition.item().first(),
                        "a mark that this store has given"));
            }
        }
        List<BoundaryReads.Range> unseen = standing.conditions().stream()
                .filter(condition -> condition.place() < standing.of(condition.head()))
                .map(condition -> condition.since(standing.of(condition.head())))
                .toList();
        Optional<RuntimeException> moved = boundaries.first(unseen).map(BoundaryMovedError::new);
        if (moved.isEmpty()) {
            standing.hold();
        }
        return moved;
    }
}
