/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank.teller;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.EventType;

/** The notes on an account. They can always be taken; the events of the bank, whose stream it is, are passed by. */
@ApplicationScoped
public class Notes implements Decider<String, Notes.Noted, List<String>> {

    static final String DOMAIN = "account";

    /** Has an amount for those who add up all events of an account. */
    @EventType("noted")
    public record Noted(String text, BigDecimal amount) {}

    static Noted note(String text) {
        return new Noted(text, BigDecimal.ZERO);
    }

    @Override
    public String domain() {
        return DOMAIN;
    }

    @Override
    public List<String> initial() {
        return List.of();
    }

    @Override
    public List<String> evolve(List<String> notes, Noted note) {
        return Stream.concat(notes.stream(), Stream.of(note.text())).toList();
    }

    @Override
    public List<Noted> decide(String text, List<String> notes) {
        return List.of(note(text));
    }

    @Override
    public boolean skipsUnknownTypes() {
        return true;
    }
}
