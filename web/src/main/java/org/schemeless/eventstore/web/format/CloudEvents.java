/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of CloudEvents 1.0, and which member of an event each stands for. */
final class CloudEvents {

    static final String SOURCE = "source";
    static final String SUBJECT = "subject";
    static final String TIME = "time";
    static final String DATA = "data";
    static final String CORRELATION_ID = "correlationid";
    static final String CAUSATION_ID = "causationid";
    static final String SEQUENCE = "sequence";
    static final String POSITION = "position";
    /** The text of the array of {@link TagsJson}; in events of others it is what they mean by it, and goes to meta. */
    static final String TAGS = TagsJson.TAGS;

    /**
     * The text of the array of {@link PersonalJson}, whoever sends it: in meta, what is to be encrypted would be passed
     * by, and stored as it is for ever.
     */
    static final String PERSONAL = PersonalJson.PERSONAL;

    static final String CONTENT_TYPE = "datacontenttype";

    /**
     * What the sources of events begin with that come from an event store. Not the address of one: that differs behind
     * a proxy.
     */
    static final String OWN_SOURCES = "/eventstore/streams/";

    /** What of meta is no attribute of CloudEvents travels in this one, as the text of a JSON object. */
    static final String META = "meta";

    /** Attribute names are lower-case letters and digits (CloudEvents 1.0, naming conventions). */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");

    private static final Set<String> NOT_FOR_META = Set.of(
            "specversion",
            "id",
            "type",
            SOURCE,
            SUBJECT,
            TIME,
            DATA,
            "data_base64",
            CORRELATION_ID,
            CAUSATION_ID,
            SEQUENCE,
            POSITION,
            TAGS,
            PERSONAL,
            META);

    private static final Map<String, String> ATTRIBUTES = Map.of(
            "domain", SOURCE,
            "identifier", SUBJECT,
            "created", TIME,
            "payload", DATA,
            "correlationId", CORRELATION_ID,
            "causationId", CAUSATION_ID);

    private CloudEvents() {}

    /** How a member of an event is called among CloudEvents. */
    static String attribute(String member) {
        return ATTRIBUTES.getOrDefault(member, member);
    }

    /**
     * Whether an attribute that is none of the event's own becomes a member of meta. That holds for {@value #SEQUENCE},
     * an extension that CloudEvents publishes, {@value #POSITION} and {@code tags} in events of others; in those of an
     * event store they are its own.
     */
    static boolean isForMeta(String name) {
        return isExtension(name) || name.equals(SEQUENCE) || name.equals(POSITION) || name.equals(TAGS);
    }

    /** Whether a member of meta with this name can be an attribute of its own. */
    static boolean isExtension(String name) {
        return NAME.matcher(name).matches() && !NOT_FOR_META.contains(name);
    }
}
