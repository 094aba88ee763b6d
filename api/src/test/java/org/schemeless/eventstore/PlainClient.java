/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.function.Function;

/** What a program without a server does, loaded by a class loader that has as much as such a program. */
public final class PlainClient implements Function<String, String> {

    /** What a payload is made of by JSON-B. */
    public record Deposited(int amount) {}

    @Override
    public String apply(String task) {
        try {
            return done(task);
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    private static String done(String task) {
        NewEvent.Builder event = NewEvent.in("account", "42", "deposited");
        return switch (task) {
            case "text" ->
                arrived(event.payloadJson("{ \"amount\": 1.10 }").metaJson("{}").build());
            case "string" -> arrived(event.payload("a \"b\"").build());
            case "number" -> arrived(event.payload(7).build());
            case "object" -> arrived(event.payload(new Deposited(1)).build());
            case "map" -> arrived(event.payload(1).meta(Map.of("a", 1)).build());
            case "read" -> event.payload(1).build().payload().as(Integer.class).toString();
            default -> throw new IllegalArgumentException(task);
        };
    }

    /** The event's payload, on the other side of a wire. */
    private static String arrived(NewEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(event);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return ((NewEvent) in.readObject()).payload().toString();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
