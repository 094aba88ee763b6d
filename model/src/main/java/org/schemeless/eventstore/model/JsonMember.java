/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A component, field or getter of a class, and its member of the JSON that JSON-B makes of an object.
 *
 * @param property its name in Java
 * @param name its name in JSON
 * @param getter if it has one
 * @param field if it has one; a member has a getter or a field
 * @param elements where annotations of it may stand
 */
record JsonMember(
        Class<?> owner,
        String property,
        String name,
        @Nullable Method getter,
        @Nullable Field field,
        List<AnnotatedElement> elements) {

    private static final ClassValue<List<JsonMember>> OF_CLASS = new ClassValue<>() {
        @Override
        protected List<JsonMember> computeValue(Class<?> type) {
            return found(type);
        }
    };

    /** Those of a class and of all above it. */
    static List<JsonMember> of(Class<?> type) {
        return OF_CLASS.get(type);
    }

    private static List<JsonMember> found(Class<?> type) {
        Map<String, Method> getters = new LinkedHashMap<>();
        Map<String, Field> fields = new LinkedHashMap<>();
        Set<String> components = new LinkedHashSet<>();
        if (type.isRecord()) {
            Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .forEach(components::add);
        }
        StateShape.fieldsOf(type).forEach(field -> fields.putIfAbsent(field.getName(), field));
        for (Method method : type.getMethods()) {
            propertyOf(method, components).ifPresent(property -> getters.putIfAbsent(property, method));
        }
        Set<String> properties = new LinkedHashSet<>(fields.keySet());
        properties.addAll(getters.keySet());
        List<JsonMember> members = new ArrayList<>();
        for (String property : properties) {
            Method getter = getters.get(property);
            Field field = fields.get(property);
            List<AnnotatedElement> elements = elements(type, property, getter, field);
            if (elements.stream().noneMatch(JsonAnnotations::isTransient)) {
                String name = JsonAnnotations.nameIn(elements).orElse(property);
                members.add(new JsonMember(type, property, name, getter, field, elements));
            }
        }
        return members;
    }

    private static Optional<String> propertyOf(Method method, Set<String> components) {
        String name = method.getName();
        if (method.getParameterCount() > 0
                || method.getReturnType() == void.class
                || Modifier.isStatic(method.getModifiers())
                || method.isBridge()
                || StateShape.isPlatforms(method.getDeclaringClass())) {
            return Optional.empty();
        }
        if (components.contains(name)) {
            return Optional.of(name);
        }
        return Stream.of("get", "is")
                .filter(prefix -> name.startsWith(prefix) && name.length() > prefix.length())
                .map(prefix -> name.substring(prefix.length()))
                .map(rest -> rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1))
                .findFirst();
    }

    /** The getter, as it is declared anywhere, comes before the field, and the setter is last. */
    private static List<AnnotatedElement> elements(
            Class<?> type, String property, @Nullable Method getter, @Nullable Field field) {
        List<AnnotatedElement> elements = new ArrayList<>();
        Set<Class<?>> all = new LinkedHashSet<>();
        addAbove(type, all);
        if (getter != null) {
            all.forEach(above -> Arrays.stream(above.getDeclaredMethods())
                    .filter(method -> method.getName().equals(getter.getName()) && method.getParameterCount() == 0)
                    .forEach(elements::add));
        }
        if (field != null) {
            elements.add(field);
        }
        String setter = "set" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        all.forEach(above -> Arrays.stream(above.getDeclaredMethods())
                .filter(method -> method.getName().equals(setter) && method.getParameterCount() == 1)
                .forEach(elements::add));
        return elements;
    }

    private static void addAbove(@Nullable Class<?> type, Set<Class<?>> all) {
        if (type != null && !StateShape.isPlatforms(type) && all.add(type)) {
            addAbove(type.getSuperclass(), all);
            List.of(type.getInterfaces()).forEach(above -> addAbove(above, all));
        }
    }

    @Nullable
    Personal personal() {
        return annotation(Personal.class);
    }

    @Nullable
    Subject subject() {
        return annotation(Subject.class);
    }

    private <A extends Annotation> @Nullable A annotation(Class<A> type) {
        return elements.stream()
                .flatMap(element -> Stream.ofNullable(element.getAnnotation(type)))
                .findFirst()
                .orElse(null);
    }

    /** Its type, as its class declares it. */
    Type type() {
        return getter != null
                ? getter.getGenericReturnType()
                : Objects.requireNonNull(field).getGenericType();
    }

    Class<?> rawType() {
        return getter != null
                ? getter.getReturnType()
                : Objects.requireNonNull(field).getType();
    }

    @Nullable
    Object valueIn(Object object) {
        try {
            if (getter != null) {
                getter.setAccessible(true);
                return getter.invoke(object);
            }
            Objects.requireNonNull(field).setAccessible(true);
            return Objects.requireNonNull(field).get(object);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(this + " cannot be read (" + e.getCause() + ")", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("what was made accessible is", e);
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return owner.getName() + "." + property;
    }
}
