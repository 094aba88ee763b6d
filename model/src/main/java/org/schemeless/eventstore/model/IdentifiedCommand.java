/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/**
 * What the store keeps of a command with an id: whose it is, and what it says. All of it is stored, so how it is made
 * stays as it is.
 */
final class IdentifiedCommand {

    private IdentifiedCommand() {}

    /**
     * The command as the store keeps it.
     *
     * @param name of the decider or fold
     * @param streams those it is decided in, in any order
     * @param content what {@link #contentOf} says of it, if it is compared
     */
    static Command of(String name, Collection<StreamId> streams, String id, @Nullable String content) {
        Fingerprint scope = new Fingerprint().add(name);
        new TreeSet<>(streams).forEach(stream -> add(scope, stream));
        return new Command(scope.text(), id, content);
    }

    /** The same of a command that is decided by a query: whose it is does not depend on what the query is. */
    static Command overStreams(String name, String id, String content) {
        return new Command(new Fingerprint().add(name).add("boundary").text(), id, content);
    }

    private static void add(Fingerprint fingerprint, StreamId stream) {
        fingerprint.add(stream.domain()).add(stream.identifier());
    }

    /**
     * The id of an event of what a command decides, which is the same whenever it is decided.
     *
     * @param index its place among those of its stream, or of the decision
     */
    static String eventId(Command command, StreamId stream, int index) {
        Fingerprint id = new Fingerprint().add(command.scope()).add(command.id());
        add(id, stream);
        return id.add(index).text();
    }

    /**
     * The event with its id of the command, or as it is without one.
     *
     * @param index as that of {@link #eventId}
     */
    static NewEvent identified(NewEvent event, @Nullable Command command, int index) {
        return command == null ? event : event.identified(eventId(command, event.stream(), index));
    }

    /**
     * What stands for the commands of these identifiers: their classes and their JSON, numbers by value, members in
     * any order.
     *
     * @throws IllegalArgumentException if JSON-B cannot write one
     */
    static String contentOf(Map<String, ?> commands, String id) {
        Fingerprint content = new Fingerprint();
        new TreeMap<>(commands).forEach((identifier, command) -> {
            content.add(identifier);
            add(content, command, id);
        });
        return content.text();
    }

    private static void add(Fingerprint content, @Nullable Object command, String id) {
        if (command == null) {
            content.add("");
            return;
        }
        Class<?> type = command instanceof Enum<?> constant ? constant.getDeclaringClass() : command.getClass();
        if (type.isSynthetic() || type.isHidden()) {
            throw incomparable(type, id, "its class has another name each time", null);
        }
        content.add(type.getName());
        try {
            add(content, JsonText.of(command).value());
        } catch (InvalidEventException e) {
            throw incomparable(type, id, String.valueOf(e.getMessage()), e);
        }
    }

    private static IllegalArgumentException incomparable(
            Class<?> type, String id, String problem, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the command with the id \"" + id + "\" is a " + type.getName() + ", which cannot be compared with"
                        + " another one that has this id (" + problem + "): make its class a public record or bean that"
                        + " JSON-B can write, or decide by a function, which is not compared",
                cause);
    }

    private static void add(Fingerprint content, JsonValue value) {
        content.add(value.getValueType().name());
        if (value instanceof JsonObject object) {
            content.add(object.size());
            new TreeMap<>(object).forEach((member, memberValue) -> {
                content.add(member);
                add(content, memberValue);
            });
        } else if (value instanceof JsonArray array) {
            content.add(array.size());
            array.forEach(element -> add(content, element));
        } else if (value instanceof JsonNumber number) {
            BigDecimal shortest = number.bigDecimalValue().stripTrailingZeros();
            content.add(shortest.unscaledValue().toString()).add(shortest.scale());
        } else if (value instanceof JsonString text) {
            content.add(text.getString());
        }
    }
}
