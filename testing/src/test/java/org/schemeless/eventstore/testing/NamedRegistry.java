/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** The registry of a server's transactions under its name in JNDI. Public because JNDI makes it. */
public final class NamedRegistry implements InitialContextFactory {

    private static final String NAME = "java:comp/TransactionSynchronizationRegistry";

    private static int status = Status.STATUS_NO_TRANSACTION;

    /** Does the work where the registry says that the transaction of the caller has this status. */
    static void during(int transactionStatus, Runnable work) {
        status = transactionStatus;
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, NamedRegistry.class.getName());
        try {
            work.run();
        } finally {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
        TransactionSynchronizationRegistry registry =
                proxy(TransactionSynchronizationRegistry.class, "getTransactionStatus", null);
        return proxy(Context.class, "lookup", registry);
    }

    private static <T> T proxy(Class<T> type, String known, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                NamedRegistry.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (!method.getName().equals(known)) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    if (arguments != null && !arguments[0].equals(NAME)) {
                        throw new NameNotFoundException(String.valueOf(arguments[0]));
                    }
                    return answer == null ? status : answer;
                }));
    }
}
