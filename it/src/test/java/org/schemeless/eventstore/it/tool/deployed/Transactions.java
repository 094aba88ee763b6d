/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The transaction manager, where each server has it: none of Jakarta EE's names is for it. */
final class Transactions {

    private Transactions() {}

    static void register(Synchronization synchronization) {
        try {
            manager().getTransaction().registerSynchronization(synchronization);
        } catch (SystemException | RollbackException | NamingException | ReflectiveOperationException e) {
            throw new IllegalStateException("nothing can be registered with the transaction", e);
        }
    }

    private static TransactionManager manager() throws NamingException, ReflectiveOperationException {
        if (System.getProperty("wlp.install.dir") != null) {
            return (TransactionManager) Class.forName("com.ibm.tx.jta.TransactionManagerFactory")
                    .getMethod("getTransactionManager")
                    .invoke(null);
        }
        boolean wildfly = System.getProperty("jboss.home.dir") != null;
        return InitialContext.doLookup(wildfly ? "java:jboss/TransactionManager" : "java:appserver/TransactionManager");
    }
}
