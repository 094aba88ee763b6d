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
import java.util.Map;

/**
 * From a storage to the service: another transaction was faster, or this transaction's snapshot may be too old to tell.
 * What is true only another transaction can see. Never reaches a caller of the service: that gets a
 * {@link ConcurrencyError}, a {@link DuplicateEventException}, or success after a retry.
 */
@ApplicationException(rollback = true)
public class LostRaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Map<StreamId, Long> assumed;
    private final boolean writing;

    /**
     * @param assumed the sequences from which the attempt started
     * @param writing whether the race was lost when writing, so that the transaction cannot go on
     */
    public LostRaceException(Map<StreamId, Long> assumed, boolean writing, Throwable cause) {
        super("a race for one of these streams was lost: " + assumed, cause);
        this.assumed = assumed;
        this.writing = writing;
    }

    public Map<StreamId, Long> assumed() {
        return assumed;
    }

    public boolean writing() {
        return writing;
    }
}
