/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.InvalidEventException;

/**
 * Goes through the class of an event and all classes in it, for members that are personal and what is wrong with them.
 */
final class PersonalSearch {

    private static final ClassValue<Boolean> HAS_PERSONAL = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            PersonalSearch search = new PersonalSearch();
            search.visit(type);
            return search.isOpen || !search.members.isEmpty();
        }
    };

    private final Set<String> faults = new LinkedHashSet<>();
    private final Set<String> members = new LinkedHashSet<>();
    private final Set<String> erasedValues = new LinkedHashSet<>();
    private final Deque<Class<?>> around = new ArrayDeque<>();
    private boolean isOpen;

    private PersonalSearch() {}

    /** What is found in an event's class. */
    static PersonalSearch in(Class<?> type) {
        PersonalSearch search = new PersonalSearch();
        search.visit(type);
        return search;
    }

    /** Whether there may be personal members in an object of this class, somewhere. */
    static boolean mayHavePersonal(Class<?> type) {
        return HAS_PERSONAL.get(type);
    }

    /** What is wrong, each as a sentence. */
    Set<String> faults() {
        return faults;
    }

    /** The members that are personal, for messages. */
    Set<String> members() {
        return members;
    }

    /** What stands in place of missing members, a line for each that has something. */
    Set<String> erasedValues() {
        return erasedValues;
    }

    /** Whether the class of an object in it is known only when the object is there. */
    boolean isOpen() {
        return isOpen;
    }

    private void visit(Type type) {
        Class<?> raw = TypeArguments.rawClass(type).orElse(Object.class);
        if (raw.isArray()) {
            visit(raw.getComponentType());
        } else if (Map.class.isAssignableFrom(raw)) {
            visit(TypeArguments.argumentOf(type, Map.class, 1));
        } else if (Collection.class.isAssignableFrom(raw)) {
            visit(TypeArguments.argumentOf(type, Collection.class, 0));
        } else if (raw == Optional.class) {
            visit(TypeArguments.argumentOf(type, Optional.class, 0));
        } else if (raw == Object.class) {
            isOpen = true;
        } else if (!StateShape.isPlatforms(raw) && !raw.isEnum() && !around.contains(raw)) {
            visitClass(raw, type);
        }
    }

    private void visitClass(Class<?> raw, Type type) {
        List<Class<?>> below = new ArrayList<>(JsonAnnotations.subtypes(raw));
        if (raw.isSealed()) {
            below.addAll(Arrays.asList(raw.getPermittedSubclasses()));
        }
        if (!around.isEmpty() && !raw.isSealed() && !Modifier.isFinal(raw.getModifiers())) {
            // an object of a class below it is written with what that class has
            isOpen = true;
        }
        around.push(raw);
        if (!Modifier.isAbstract(raw.getModifiers())) {
            JsonMember.of(raw).forEach(member -> visitMember(member, TypeArguments.resolved(member.type(), type)));
        } else if (below.isEmpty()) {
            isOpen = true;
        }
        below.forEach(this::visit);
        around.pop();
    }

    private void visitMember(JsonMember member, Type type) {
        Personal personal = member.personal();
        Subject subject = member.subject();
        if (subject != null) {
            checkSubject(member, subject);
        }
        if (personal == null) {
            visit(type);
            return;
        }
        members.add(member.toString());
        if (subject != null) {
            faults.add(member + " has both @Personal and @Subject: the id of a subject stays readable, and cannot be"
                    + " personal itself");
            return;
        }
        checkWhose(member, personal);
        if (personal.erased().isEmpty()) {
            if (member.rawType().isPrimitive()) {
                faults.add(member + " is @Personal and a " + member.rawType()
                        + ", which cannot be null when it is erased: say by @Personal(erased = …) what it is then");
            }
            return;
        }
        erasedValues.add("erased " + member + " = " + personal.erased());
        try {
            ErasedValue.requireReadable(member, personal.erased(), type);
        } catch (IllegalArgumentException e) {
            faults.add("erased = \"" + personal.erased() + "\" of " + member + " " + e.getMessage());
        }
    }

    private void checkSubject(JsonMember member, Subject subject) {
        try {
            org.schemeless.eventstore.Subject.of(subject.value(), "any");
        } catch (InvalidEventException e) {
            faults.add("@Subject of " + member + ": " + e.getMessage());
        }
        Class<?> type = member.rawType();
        if (type.isArray()
                || type == boolean.class
                || type == double.class
                || type == float.class
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)) {
            faults.add(member + " is @Subject and a " + type.getTypeName()
                    + "; the id of a subject is a text, a whole number or a UUID");
        }
    }

    private void checkWhose(JsonMember member, Personal personal) {
        for (Class<?> type : around) {
            List<JsonMember> subjects = PersonalWalk.subjectsOf(type, personal.of());
            if (subjects.size() > 1) {
                faults.add(member + " is @Personal, and " + type.getName() + " has several subjects: say whose it is by"
                        + " @Personal(of = …), one of "
                        + subjects.stream().map(JsonMember::property).collect(Collectors.joining(", ")));
            }
            if (!subjects.isEmpty()) {
                return;
            }
        }
        faults.add(
                personal.of().isEmpty()
                        ? member + " is @Personal, and nothing says whose it is: a member with @Subject is missing in "
                                + around.peekLast().getName()
                        : member + " is @Personal(of = \"" + personal.of()
                                + "\"), and no member of this name has @Subject in "
                                + around.peekLast().getName());
    }
}
