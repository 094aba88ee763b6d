/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

/** The class that somebody wrote, without those that a container makes below it. */
final class OwnClass {

    private OwnClass() {}

    static Class<?> of(Object object) {
        Class<?> type = object.getClass();
        while (isMade(type) && type.getSuperclass() != Object.class) {
            type = type.getSuperclass();
        }
        return type;
    }

    /** Weld and OpenWebBeans have "$$" in the names of their proxies and of classes with interceptors. */
    private static boolean isMade(Class<?> type) {
        return type.isSynthetic() || type.getName().contains("$$");
    }
}
