/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Writes answers while they are sent, in UTF-8. */
abstract class JsonWriter<T> implements MessageBodyWriter<T> {

    private final Class<T> written;

    JsonWriter(Class<T> written) {
        this.written = written;
    }

    abstract void write(T answer, Writer out) throws IOException;

    /** Writes an array of these, one by one. */
    static <E> void writeArray(List<E> elements, Function<E, JsonObjectText> json, Writer out) throws IOException {
        out.write('[');
        String separator = "";
        for (E element : elements) {
            out.write(separator);
            out.write(json.apply(element).toString());
            separator = ",";
        }
        out.write(']');
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return written.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            T answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> httpHeaders,
            OutputStream body)
            throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
        write(answer, out);
        out.flush();
    }
}
