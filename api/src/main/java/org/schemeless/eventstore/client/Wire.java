/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Limits;

/**
 * Java's serialization, in which nothing arrives but the event store's values and the few classes of the JDK that these
 * are written with, and no more of it than the contract's limits need. What is checked before it is made (JEP 290):
 * classes, how deep objects are inside each other, how many there are, and how long an array claims to be.
 */
final class Wire {

    /**
     * Bytes of a call. The largest event has 72 MiB: payload, meta, and the meta it has by itself, JSON values whose
     * characters take six bytes here where UTF-8 has four.
     */
    static final int CALL_BYTES = 96 * 1024 * 1024;

    /** The deepest of what is sent: call, arguments, map, its array, stream, name. Twice that is let through. */
    private static final int CALL_DEPTH = 12;

    /**
     * An event is 20 objects at most, an expectation 5, a tag 3 and its place in a list, personal members of a subject
     * 10 and their place.
     */
    private static final int CALL_OBJECTS = (30 + 4 * Limits.TAGS + 12 * Limits.PERSONAL) * Limits.BATCH;

    /** An expectation for each stream of a batch is written as one array, its keys and values in turn. */
    private static final int CALL_ARRAY = 2 * Limits.BATCH;

    /** An error brings its trace: answer, error, trace, element, name; one that another caused brings that as well. */
    private static final int ANSWER_DEPTH = 20;

    /** Shorter arrays are not worth a look at how many bytes are there to fill them. */
    private static final int SHORT_ARRAY = 1000;

    /**
     * Bytes for each place of a long array, at least. The shortest events take several times as many. The table
     * of a map has up to 2.7 places for an entry, and the shortest entry 20 bytes: a stream whose domain and sequence
     * are there already, and an identifier of one character.
     */
    private static final int ELEMENT_BYTES = 6;

    private static final String VALUES =
            "org.schemeless.eventstore.*;java.lang.Object;java.lang.String;java.lang.Number;"
                    + "java.lang.Integer;java.lang.Long;java.lang.Enum;java.util.ArrayList;java.util.CollSer;"
                    + "java.util.ImmutableCollections$*;java.time.Ser;java.time.Instant;";

    private static final ObjectInputFilter CALLS = ObjectInputFilter.Config.createFilter(
            "maxdepth=" + CALL_DEPTH + ";maxrefs=" + CALL_OBJECTS + ";maxarray=" + CALL_ARRAY + ";" + VALUES
                    + "org.schemeless.eventstore.client.RemoteCall;java.lang.Class;java.util.List;!*");

    private static final String ANSWERS = VALUES
            + "org.schemeless.eventstore.client.Answer;java.lang.Throwable;java.lang.Exception;"
            + "java.lang.RuntimeException;java.lang.StackTraceElement;java.util.Collections$*;"
            + "java.util.LinkedHashMap;java.util.HashMap;java.util.Map$Entry;!*";

    private Wire() {}

    static byte[] write(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be sent: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** A list as it is sent, whatever class it has here; of an {@code Optional} what is in it, or null. */
    static @Nullable Object sent(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        return value instanceof List<?> list ? new ArrayList<>(list) : value;
    }

    /** @throws IllegalArgumentException if it is no call, or outside the limits */
    static RemoteCall readCall(byte[] bytes) {
        if (bytes.length > CALL_BYTES) {
            throw new IllegalArgumentException("a call of " + bytes.length + " bytes");
        }
        return read(bytes, RemoteCall.class, CALLS);
    }

    /**
     * Of any length, as the stream that was asked for; but no array in it is longer than its bytes can fill.
     *
     * @throws IllegalArgumentException if it is no answer, or claims what it cannot hold
     */
    static Answer readAnswer(byte[] bytes) {
        int longest = Math.max(SHORT_ARRAY, bytes.length / ELEMENT_BYTES);
        return read(
                bytes,
                Answer.class,
                ObjectInputFilter.Config.createFilter(
                        "maxdepth=" + ANSWER_DEPTH + ";maxarray=" + longest + ";" + ANSWERS));
    }

    private static <T> T read(byte[] bytes, Class<T> type, ObjectInputFilter expected) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(expected);
            return type.cast(in.readObject());
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw new IllegalArgumentException("what came is not expected: " + e.getMessage(), e);
        }
    }
}
