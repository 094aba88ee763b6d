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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the classes of events below others. */
final class EventHierarchy {

    private final List<String> faults;
    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final Set<Class<?>> leaves = new LinkedHashSet<>();

    EventHierarchy(List<String> faults) {
        this.faults = faults;
    }

    /** The classes that events can be of, in the order in which they are permitted or listed. */
    Set<Class<?>> leavesOf(Collection<Class<?>> roots) {
        roots.forEach(this::visit);
        return leaves;
    }

    private void visit(Class<?> type) {
        if (!seen.add(type)) {
            return;
        }
        EventClasses listed = type.getDeclaredAnnotation(EventClasses.class);
        boolean isGroup = type.isInterface() || Modifier.isAbstract(type.getModifiers());
        if (type.isSealed()) {
            List.of(type.getPermittedSubclasses()).forEach(this::visit);
        }
        if (listed != null) {
            for (Class<?> one : listed.value()) {
                if (!type.isAssignableFrom(one)) {
                    faults.add(
                            one.getName() + " is listed by " + type.getName() + " and is no " + type.getSimpleName());
                }
                visit(one);
            }
        }
        if (!isGroup) {
            leaves.add(type);
        } else if (!type.isSealed() && listed == null) {
            faults.add(type.getName()
                    + " is neither a record nor a bean, and what is below it is not known: it is not sealed and"
                    + " has no @EventClasses");
        }
    }
}
