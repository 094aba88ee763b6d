/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.schemeless.eventstore.tck.StoreFixture.Moment;

/** Does work at the moments at which a server lets an application in while it ends a transaction. */
@ApplicationScoped
public class Moments {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    @Inject
    private Event<Planned> plans;

    /** Work for a moment of the current transaction. */
    record Planned(Moment moment, Runnable work) {

        void at(Moment now) {
            if (now == moment) {
                work.run();
            }
        }
    }

    public void plan(Moment moment, Runnable work) {
        Planned planned = new Planned(moment, work);
        switch (moment) {
            case INTERPOSED_BEFORE_COMPLETION, INTERPOSED_AFTER_COMPLETION ->
                registry.registerInterposedSynchronization(new Interposed(planned));
            case REGISTERED_BEFORE_COMPLETION, REGISTERED_AFTER_COMPLETION ->
                Transactions.register(new Registered(planned));
            case SESSION_BEFORE_COMPLETION, SESSION_AFTER_COMPLETION ->
                session().plan(planned);
            default -> plans.fire(planned);
        }
    }

    public void markForRollback() {
        registry.setRollbackOnly();
    }

    private static SessionMoments session() {
        try {
            return InitialContext.doLookup("java:module/SessionMoments");
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }

    void before(@Observes(during = TransactionPhase.BEFORE_COMPLETION) Planned planned) {
        planned.at(Moment.OBSERVER_BEFORE_COMPLETION);
    }

    void afterSuccess(@Observes(during = TransactionPhase.AFTER_SUCCESS) Planned planned) {
        planned.at(Moment.OBSERVER_AFTER_SUCCESS);
    }

    void afterFailure(@Observes(during = TransactionPhase.AFTER_FAILURE) Planned planned) {
        planned.at(Moment.OBSERVER_AFTER_FAILURE);
    }

    void after(@Observes(during = TransactionPhase.AFTER_COMPLETION) Planned planned) {
        planned.at(Moment.OBSERVER_AFTER_COMPLETION);
    }

    private record Registered(Planned planned) implements Synchronization {

        @Override
        public void beforeCompletion() {
            planned.at(Moment.REGISTERED_BEFORE_COMPLETION);
        }

        @Override
        public void afterCompletion(int status) {
            planned.at(Moment.REGISTERED_AFTER_COMPLETION);
        }
    }

    private record Interposed(Planned planned) implements Synchronization {

        @Override
        public void beforeCompletion() {
            planned.at(Moment.INTERPOSED_BEFORE_COMPLETION);
        }

        @Override
        public void afterCompletion(int status) {
            planned.at(Moment.INTERPOSED_AFTER_COMPLETION);
        }
    }
}
