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
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;

/** What became of an attempt to write a batch, or of a step of it. */
sealed interface CommitStatus {

    /** All was written. */
    record Success() implements CommitStatus {}

    /** Nothing of the batch is stored, or ever will be by this attempt: these operations stood in the way. */
    record Failure(List<Operation.Failed> failed) implements CommitStatus {

        public Failure {
            failed = List.copyOf(failed);
        }
    }

    /**
     * The commit was sent and got no answer: the batch may be stored, or may yet be. Nothing of it may be taken back.
     */
    record Unknown(OutcomeUnknownException cause) implements CommitStatus {}

    /** The status of what was written unless these operations stood in the way. */
    static CommitStatus of(Collection<Operation.Failed> failed) {
        return failed.isEmpty() ? new Success() : new Failure(List.copyOf(failed));
    }

    /**
     * The status of a commit that got no answer: that it is stored, if another question tells so, or what follows if
     * it tells not. It stays unknown if that question gets no answer either.
     */
    static CommitStatus resolved(
            OutcomeUnknownException unanswered, BooleanSupplier isCommitted, Supplier<CommitStatus> otherwise) {
        try {
            return unanswered.resolved(isCommitted) ? new Success() : otherwise.get();
        } catch (OutcomeUnknownException e) {
            return new Unknown(e);
        }
    }
}
