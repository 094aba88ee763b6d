/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;

/** What an application may append; an import, which is an administrator's, may bring more. */
public final class ApplicationEvents {

    /** How the domains and types begin that are the store's own. */
    private static final String OF_THE_STORE = "$";

    private ApplicationEvents() {}

    /**
     * Refuses what is the store's own. What is missing is refused elsewhere.
     *
     * @throws InvalidEventException if one has a domain or type of the store's own, or personal members that are not in
     *     the clear
     */
    public static void require(@Nullable List<NewEvent> events) {
        for (int i = 0; events != null && i < events.size(); i++) {
            if (events.get(i) != null) {
                require(events.get(i), i);
            }
        }
    }

    private static void require(NewEvent event, int index) {
        requireName("domain", event.stream().domain(), index);
        requireName("type", event.type(), index);
        for (PersonalMembers members : event.personal()) {
            if (members.form() != PersonalMembers.Form.CLEAR) {
                throw new InvalidEventException(
                                "personal", "has members that are " + members.form(), "members in the clear")
                        .at(index);
            }
        }
    }

    private static void requireName(String field, String name, int index) {
        if (name.startsWith(OF_THE_STORE)) {
            throw new InvalidEventException(
                            field, "begins with " + OF_THE_STORE, "names that do not: these are the store's own")
                    .at(index);
        }
    }
}
