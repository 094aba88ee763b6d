/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Makes beans as a container does, which asks for no public constructor. */
public final class Made {

    private Made() {}

    /** The bean of this class, by the constructor that takes these. */
    public static <T> T by(Class<T> type, Object... dependencies) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (takes(constructor.getParameterTypes(), dependencies)) {
                return made(type, constructor, dependencies);
            }
        }
        throw new IllegalArgumentException(
                type.getName() + " has no constructor that takes " + Arrays.toString(dependencies));
    }

    private static boolean takes(Class<?>[] parameters, Object[] dependencies) {
        if (parameters.length != dependencies.length) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            if (dependencies[i] != null && !parameters[i].isInstance(dependencies[i])) {
                return false;
            }
        }
        return true;
    }

    private static <T> T made(Class<T> type, Constructor<?> constructor, Object[] dependencies) {
        try {
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance(dependencies));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
