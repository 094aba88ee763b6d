/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** A type of events with its class and current version, and what of the class is personal. */
record KnownType(String name, int version, Class<?> javaClass, PersonalShape personal) {

    private static final StreamId ANY_STREAM = StreamId.of("any");

    /** The annotation by its name, so that it can be missing. */
    private static final String CREATOR = "jakarta.json.bind.annotation.JsonbCreator";

    /** The type of a class, empty if it has no name. What is wrong with it is added to the faults. */
    static Optional<KnownType> of(Class<?> javaClass, List<String> faults) {
        if (!javaClass.isRecord() && !isBean(javaClass)) {
            faults.add(javaClass.getName()
                    + " is neither a record nor a bean (a class that is not abstract and has a public or"
                    + " protected constructor without parameters)");
        } else if (!Modifier.isPublic(javaClass.getModifiers())) {
            faults.add(javaClass.getName() + " is not public, as JSON-B needs it");
        }
        EventType type = javaClass.getDeclaredAnnotation(EventType.class);
        if (type == null) {
            faults.add(javaClass.getName() + " has no name: @EventType is missing");
            return Optional.empty();
        }
        if (type.version() < 1) {
            faults.add(javaClass.getName() + " is of version " + type.version() + "; versions begin at 1");
        }
        try {
            NewEvent.in(ANY_STREAM, type.value()).payload(null).build();
        } catch (InvalidEventException e) {
            faults.add("the name of " + javaClass.getName() + ": " + e.getMessage());
        }
        return Optional.of(new KnownType(type.value(), type.version(), javaClass, PersonalShape.of(javaClass, faults)));
    }

    /** Whether its events are of this class, or below it. */
    boolean isA(Class<?> events) {
        return events.isAssignableFrom(javaClass);
    }

    /** Whether JSON-B can make one. */
    static boolean isBean(Class<?> type) {
        boolean isInner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        return !type.isInterface()
                && !type.isEnum()
                && !type.isArray()
                && !type.isPrimitive()
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && !isInner
                && !Modifier.isAbstract(type.getModifiers())
                && Stream.concat(
                                Arrays.stream(type.getDeclaredConstructors()).filter(KnownType::isForJsonB),
                                Arrays.stream(type.getDeclaredMethods()).filter(KnownType::isCreator))
                        .findAny()
                        .isPresent();
    }

    private static boolean isForJsonB(Constructor<?> constructor) {
        return isCreator(constructor)
                || constructor.getParameterCount() == 0
                        && (constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static boolean isCreator(Method method) {
        return Modifier.isStatic(method.getModifiers()) && isCreator((AnnotatedElement) method);
    }

    private static boolean isCreator(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals(CREATOR));
    }
}
