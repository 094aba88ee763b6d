/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What annotations of JSON-B say of a class. They are known by their names, so that JSON-B can be missing. */
final class JsonAnnotations {

    private static final String PACKAGE = "jakarta.json.bind.annotation.";

    private JsonAnnotations() {}

    /**
     * One text for each, in one order: where it stands and what it says. They count on the class, its package, its
     * members and their parameters, and on all that it extends or implements.
     */
    static Set<String> of(Class<?> type) {
        Set<String> texts = new TreeSet<>();
        addAll(type, texts);
        return texts;
    }

    private static void addAll(@Nullable Class<?> type, Set<String> texts) {
        if (type == null || StateShape.isPlatforms(type)) {
            return;
        }
        add(type.getPackageName(), type.getPackage(), texts);
        add(type.getName(), type, texts);
        for (Field field : type.getDeclaredFields()) {
            add(field.getName(), field, texts);
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                add(component.getName(), component, texts);
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            addCall(method, method.getName(), texts);
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            addCall(constructor, "new", texts);
        }
        addAll(type.getSuperclass(), texts);
        for (Class<?> above : type.getInterfaces()) {
            addAll(above, texts);
        }
    }

    private static void addCall(Executable call, String name, Set<String> texts) {
        add(name + "()", call, texts);
        Parameter[] parameters = call.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            add(name + "(" + i + ")", parameters[i], texts);
        }
    }

    private static void add(String where, AnnotatedElement element, Set<String> texts) {
        ofJsonB(element).forEach(annotation -> texts.add(where + " " + annotation));
    }

    private static Stream<Annotation> ofJsonB(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .filter(annotation -> nameOf(annotation).startsWith(PACKAGE));
    }

    private static String nameOf(Annotation annotation) {
        return annotation.annotationType().getName();
    }

    /** Whether one on the class itself tells how to read it. */
    static boolean tellHowToRead(Class<?> type) {
        return ofJsonB(type).anyMatch(annotation -> nameOf(annotation).startsWith(PACKAGE + "JsonbType"));
    }

    /** The classes that one on the class names as those below it. */
    static List<Class<?>> subtypes(Class<?> type) {
        return ofJsonB(type)
                .filter(annotation -> nameOf(annotation).equals(PACKAGE + "JsonbTypeInfo"))
                .flatMap(annotation -> Arrays.stream(((JsonbTypeInfo) annotation).value()))
                .<Class<?>>map(JsonbSubtype::type)
                .toList();
    }

    /** Whether one says that JSON-B does not write the member. */
    static boolean isTransient(AnnotatedElement element) {
        return ofJsonB(element).anyMatch(annotation -> nameOf(annotation).equals(PACKAGE + "JsonbTransient"));
    }

    /** The name that the first one gives the member. */
    static Optional<String> nameIn(List<AnnotatedElement> elements) {
        return elements.stream()
                .flatMap(JsonAnnotations::ofJsonB)
                .filter(annotation -> nameOf(annotation).equals(PACKAGE + "JsonbProperty"))
                .map(annotation -> ((JsonbProperty) annotation).value())
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** Whether one says in which format a number or time is written, which then is a text. */
    static boolean areFormats(List<AnnotatedElement> elements) {
        return elements.stream()
                .flatMap(JsonAnnotations::ofJsonB)
                .anyMatch(annotation -> nameOf(annotation).endsWith("Format"));
    }

    /** Whether one says that other code writes or reads the member. */
    static boolean areAdapters(List<AnnotatedElement> elements) {
        return elements.stream()
                .flatMap(JsonAnnotations::ofJsonB)
                .anyMatch(annotation -> nameOf(annotation).startsWith(PACKAGE + "JsonbType"));
    }

    /** The class that an object of this class, or below it, is written of: it may say so itself. */
    static Class<?> writtenAs(JsonObject json, Class<?> type) {
        Class<?> written = type;
        for (Class<?> next = type; next != null; next = subtypeIn(json, next)) {
            written = next;
        }
        return written;
    }

    private static @Nullable Class<?> subtypeIn(JsonObject json, Class<?> type) {
        return ofJsonB(type)
                .filter(annotation -> nameOf(annotation).equals(PACKAGE + "JsonbTypeInfo"))
                .map(JsonbTypeInfo.class::cast)
                .flatMap(info -> Arrays.stream(info.value())
                        .filter(subtype -> json.get(info.key()) instanceof JsonString alias
                                && alias.getString().equals(subtype.alias())))
                .<Class<?>>map(JsonbSubtype::type)
                .filter(subtype -> subtype != type)
                .findFirst()
                .orElse(null);
    }
}
