/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.ejb.ApplicationException;
import java.util.OptionalInt;

/**
 * Input outside the limits: an event, a batch, an expectation or the bounds of a page. Nothing was written. Repeating
 * the call with the same input fails again.
 *
 * <p>An application exception, so that it reaches the caller of the EJB unwrapped; it rolls the caller's transaction
 * back, as every error of an append does.
 */
@ApplicationException(rollback = true)
public class InvalidEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int NO_INDEX = -1;

    private final String field;
    private final String problem;
    private final String limit;
    private final int index;

    /**
     * @param field the member that is wrong, as it is called in JSON
     * @param problem what is wrong with it, as the end of a sentence that begins with the field
     * @param limit what is allowed
     */
    public InvalidEventException(String field, String problem, String limit) {
        this(field, problem, limit, NO_INDEX);
    }

    private InvalidEventException(String field, String problem, String limit, int index) {
        super((index == NO_INDEX ? "" : "events[" + index + "].") + field + " " + problem + "; allowed: " + limit);
        this.field = field;
        this.problem = problem;
        this.limit = limit;
        this.index = index;
    }

    /** The same error, told of the event at this place of the batch. */
    public InvalidEventException at(int place) {
        return withStackOf(new InvalidEventException(field, problem, limit, place));
    }

    /** The same error, told of this member. */
    public InvalidEventException in(String member) {
        return withStackOf(new InvalidEventException(member, problem, limit, index));
    }

    private InvalidEventException withStackOf(InvalidEventException copy) {
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** The member that is wrong, as it is called in JSON, without its place in the batch. */
    public String getField() {
        return field;
    }

    /** The words for what is allowed. */
    public String getLimit() {
        return limit;
    }

    /** The event's place in the batch, from 0; empty if the error is not about one event of a batch. */
    public OptionalInt getIndex() {
        return index == NO_INDEX ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
