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
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.Snapshot;
import org.schemeless.eventstore.model.Upcast;

/** The limit of an account, which only rises: a decider and an upcaster that CDI finds in a WAR. */
@ApplicationScoped
@Snapshot(every = 2)
public class Limit implements Decider<BigDecimal, Limit.Raised, Limit.Raised> {

    static final String DOMAIN = "limit";

    @EventType(value = "limit-raised", version = 2)
    public record Raised(BigDecimal limit, String currency) {}

    @Upcast(type = "limit-raised", from = 1)
    JsonObject currency(JsonObject v1) {
        return Json.createObjectBuilder(v1).add("currency", "EUR").build();
    }

    @Override
    public String domain() {
        return DOMAIN;
    }

    @Override
    public Raised initial() {
        return new Raised(BigDecimal.ZERO, "EUR");
    }

    @Override
    public Raised evolve(Raised state, Raised event) {
        return event;
    }

    @Override
    public List<Raised> decide(BigDecimal limit, Raised state) {
        return limit.compareTo(state.limit()) > 0 ? List.of(new Raised(limit, state.currency())) : List.of();
    }
}
