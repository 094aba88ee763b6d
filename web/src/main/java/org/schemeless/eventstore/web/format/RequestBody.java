/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.request.RequestHeaders;

/** Reads the bodies of requests while they arrive; what is wrong ends the reading. */
public final class RequestBody {

    private final RequestHeaders headers;
    private final InputStream body;

    public RequestBody(RequestHeaders headers, InputStream body) {
        this.headers = headers;
        this.body = body;
    }

    /**
     * One event or several, for a stream that the path names.
     *
     * @throws InvalidEventException if something is outside the limits
     */
    public Batch forStream(StreamId stream) {
        return read(parser -> events(parser, stream));
    }

    /**
     * A batch whose events name their streams.
     *
     * @throws InvalidEventException if something is outside the limits
     */
    public Batch forAnyStream() {
        return read(parser -> isCloudEvents() ? events(parser, null) : BatchReader.batch(parser));
    }

    /**
     * An object with some of these members.
     *
     * @throws InvalidEventException if it has another one, or something is outside the limits
     */
    public CallArguments arguments(String... known) {
        return new CallArguments(
                read(parser -> {
                    if (JsonText.read(parser, parser.next()).value() instanceof JsonObject object) {
                        return object;
                    }
                    throw Problem.malformed("The body is no object");
                }),
                Set.of(known));
    }

    private Batch events(JsonParser parser, @Nullable StreamId named) {
        EventFormat format = isCloudEvents() ? CloudEventReader::event : EventReader::event;
        Event first = parser.next();
        if (first == Event.START_OBJECT && !is(MediaTypes.CLOUDEVENTS)) {
            return Batch.of(List.of(format.event(parser, named)));
        }
        if (first == Event.START_ARRAY && !is(MediaTypes.CLOUDEVENT)) {
            return Batch.of(format.events(parser, named));
        }
        throw Problem.malformed("The body is neither an event (object) nor several (array), as its media type says");
    }

    /**
     * The events of another store's log, one a line.
     *
     * @param maxBytes of a line
     */
    public LogLines logLines(long maxBytes) {
        requireUtf8();
        return new LogLines(body, maxBytes);
    }

    /**
     * Wrapped keys, as an object has them or one a line.
     *
     * @throws InvalidEventException if something is outside the limits
     */
    public List<WrappedKey> keys() {
        return is(MediaTypes.NDJSON) ? keyLines() : read(KeyList::read);
    }

    private List<WrappedKey> keyLines() {
        requireUtf8();
        LineInput line = new LineInput(body, Limits.JSON_BYTES);
        List<WrappedKey> keys = new ArrayList<>();
        try {
            while (line.begin()) {
                JsonText key = parse(line, "line", parser -> JsonText.read(parser, parser.next()));
                keys.add(KeyList.read(key.value(), keys.size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }

    /**
     * A query by tags.
     *
     * @throws InvalidEventException if something is outside the limits
     */
    public EventQuery query() {
        return read(parser -> QueryReader.body(JsonText.read(parser, parser.next())));
    }

    private <T> T read(Function<JsonParser, T> content) {
        requireUtf8();
        return parse(body, "body", content);
    }

    /** Reads one JSON value to the end of a stream; bytes that are not UTF-8 are an error, not a question mark. */
    static <T> T parse(InputStream json, String what, Function<JsonParser, T> content) {
        Reader text = new BodyText(new InputStreamReader(
                json,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try (JsonParser parser = JsonText.parser(text)) {
            T value = content.apply(parser);
            if (parser.hasNext()) {
                throw Problem.malformed("The " + what + " goes on after its JSON value");
            }
            return value;
        } catch (JsonException | NoSuchElementException e) {
            throw Problem.malformed("The " + what + " is not JSON in UTF-8: " + e.getMessage());
        }
    }

    private boolean isCloudEvents() {
        return is(MediaTypes.CLOUDEVENT) || is(MediaTypes.CLOUDEVENTS);
    }

    private boolean is(String type) {
        return MediaType.valueOf(type).isCompatible(mediaType());
    }

    private MediaType mediaType() {
        MediaType type = headers.mediaType();
        if (type == null) {
            throw new NotSupportedException();
        }
        return type;
    }

    /** JSON between systems is UTF-8 (RFC 8259, section 8.1). */
    private void requireUtf8() {
        String charset = mediaType().getParameters().get(MediaType.CHARSET_PARAMETER);
        boolean encoded = headers.value(HttpHeaders.CONTENT_ENCODING) != null;
        if (encoded || charset != null && !charset.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
            throw new NotSupportedException();
        }
    }
}
