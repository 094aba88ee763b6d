/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.ejb.SessionSynchronization;
import jakarta.ejb.Stateful;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.schemeless.eventstore.tck.StoreFixture.Moment;

/** A session bean that is told when its transaction ends. */
@Stateful(passivationCapable = false)
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class SessionMoments implements SessionSynchronization {

    private Moments.Planned planned;

    public void plan(Moments.Planned work) {
        planned = work;
    }

    @Override
    public void afterBegin() {}

    @Override
    public void beforeCompletion() {
        planned.at(Moment.SESSION_BEFORE_COMPLETION);
    }

    @Override
    public void afterCompletion(boolean committed) {
        planned.at(Moment.SESSION_AFTER_COMPLETION);
    }
}
