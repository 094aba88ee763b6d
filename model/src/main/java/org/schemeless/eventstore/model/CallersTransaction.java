/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The transaction of whoever calls. */
final class CallersTransaction {

    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private CallersTransaction() {}

    /** Whether there is one that an append becomes part of. Outside of a server there is none. */
    static boolean isActive() {
        return registry().filter(CallersTransaction::isActive).isPresent();
    }

    /** Whether this is a server, which has transactions. */
    static boolean isOnServer() {
        return registry().isPresent();
    }

    /** The name is the server's own. */
    @SuppressWarnings("BanJNDI")
    private static Optional<TransactionSynchronizationRegistry> registry() {
        try {
            return Optional.of(InitialContext.doLookup(REGISTRY));
        } catch (NamingException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static boolean isActive(TransactionSynchronizationRegistry registry) {
        int status = registry.getTransactionStatus();
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
    }
}
