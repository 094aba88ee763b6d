/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What the server has for every component, by its name in {@code java:comp}. Asked for by the thread of a session bean,
 * and not injected: not every server injects resources into beans whose JAR is in lib/ of an EAR.
 */
final class ServerResources {

    private ServerResources() {}

    @SuppressWarnings("BanJNDI") // names of the specification, and no input of anybody's
    static <T> T of(Class<T> type, String name) {
        String full = "java:comp/" + name;
        try {
            return type.cast(InitialContext.<Object>doLookup(full));
        } catch (NamingException e) {
            throw new IllegalStateException("the server has no " + full + ", which the storage on DynamoDB needs", e);
        }
    }
}
