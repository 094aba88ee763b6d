/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.List;

/**
 * Brings the log of another store into this one, whatever backend either has; for injection ({@code @Inject} or {@code
 * @EJB}) in the application that contains the store. Events keep id, stream, sequence, type, payload, meta, causal ids
 * and time; positions are given anew, in the same order.
 */
public interface EventImport {

    /**
     * Stores the next events of a log, all or none of them, in a transaction of its own. Those that are there already,
     * the same in everything but position, are passed by: what was interrupted can be sent again from anywhere before,
     * also while another call is at it. So are those that the list brings twice, as if each had come in a list of its
     * own.
     *
     * <p>A transaction of the caller's has no part in it: what was stored stays when that is rolled back.
     *
     * @param events in the order of the log they come from, up to 1,000; those that are not there yet with up to
     *     1,000 different tags together, so that a list with more is sent in parts
     * @return how many were not there yet
     * @throws ConcurrencyError if one of their streams is shorter here than where they go on, or has other events
     * @throws DuplicateEventException if the id of one is taken by another event
     * @throws InvalidEventException if one, or the list, is outside the limits
     * @throws EventStoreUnavailableException if the backend could not do it now; whether the list is stored is then
     *     unknown, and sending it again is safe
     */
    int store(List<StoredEvent> events);

    /**
     * The same as {@link #store}, for a caller who has to tell which event of the list is wrong.
     *
     * @throws ImportRefusedException where {@link #store} throws a {@link ConcurrencyError}, a {@link
     *     DuplicateEventException} or an {@link InvalidEventException}: with that error and the place of the event
     * @throws EventStoreUnavailableException if the backend could not do it now
     */
    int storeInOrder(List<StoredEvent> events);
}
