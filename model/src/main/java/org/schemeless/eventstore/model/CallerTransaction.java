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
import org.jspecify.annotations.Nullable;

/** The transaction of whoever calls. */
final class CallerTransaction {

    private static final ThreadLocal<@Nullable Boolean> BATCH = new ThreadLocal<>();

    private CallerTransaction() {}

    /**
     * Whether there is one that an append becomes part of. Outside of a server only the batch of a subscription is
     * one.
     */
    static boolean isActive() {
        return activeOnServer().orElseGet(() -> BATCH.get() != null);
    }

    /** The thread handles a batch of a subscription, which is a transaction wherever it runs; or it has handled it. */
    static void handlesBatch(boolean handles) {
        if (handles) {
            BATCH.set(true);
        } else {
            BATCH.remove();
        }
    }

    /** Whether this is a server, which has transactions. */
    static boolean isOnServer() {
        return activeOnServer().isPresent();
    }

    /** Whether this is a server, and no transaction is there that an append would become part of. */
    static boolean isMissingOnServer() {
        return activeOnServer().filter(active -> !active).isPresent();
    }

    /** Whether the server's transaction is active; empty outside of a server. */
    private static Optional<Boolean> activeOnServer() {
        try {
            return Registry.find().map(Registry::isActive);
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** The server's registry: a class of its own, since a plain client of the remote view has no classes of JTA. */
    private static final class Registry {

        private static final String NAME = "java:comp/TransactionSynchronizationRegistry";

        private Registry() {}

        /** The name is the server's own. */
        @SuppressWarnings("BanJNDI")
        static Optional<TransactionSynchronizationRegistry> find() {
            try {
                return Optional.of(InitialContext.doLookup(NAME));
            } catch (NamingException e) {
                return Optional.empty();
            }
        }

        static boolean isActive(TransactionSynchronizationRegistry registry) {
            int status = registry.getTransactionStatus();
            return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
        }
    }
}
