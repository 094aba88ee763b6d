/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.model.EventClasses;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.Upcast;

/** Steps of a walk: an event of the first version had any number of them, and has one today. */
@ApplicationScoped
@EventClasses(Steps.Stepped.class)
public class Steps {

    @EventType(value = "stepped", version = 2)
    public record Stepped(BigDecimal to) {}

    @Upcast(type = "stepped", from = 1)
    List<JsonObject> each(JsonObject v1) {
        return v1.getJsonArray("to").stream()
                .map(to -> Json.createObjectBuilder().add("to", to).build())
                .toList();
    }
}
