/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Names a stream: a domain and, within it, an identifier. Two streams are the same only if both strings are equal code
 * point by code point. The empty identifier names the domain's own stream.
 *
 * @param domain 1 to {@value Limits#DOMAIN} characters
 * @param identifier up to {@value Limits#IDENTIFIER} characters; {@code null} becomes the empty string
 */
public record StreamId(String domain, String identifier) implements Serializable, Comparable<StreamId> {

    private static final Comparator<StreamId> ORDER =
            Comparator.comparing(StreamId::domain).thenComparing(StreamId::identifier);

    /** @throws InvalidEventException if one of the names is outside the limits */
    public StreamId(String domain, @Nullable String identifier) {
        this.domain = Names.required("domain", domain, Limits.DOMAIN);
        String given = Names.optional("identifier", identifier, Limits.IDENTIFIER);
        this.identifier = given == null ? "" : given;
    }

    /** The domain's own stream. */
    public static StreamId of(String domain) {
        return new StreamId(domain, null);
    }

    /**
     * The stream of this identifier in this domain.
     *
     * @throws InvalidEventException if one of the names is outside the limits
     */
    public static StreamId of(String domain, @Nullable String identifier) {
        return new StreamId(domain, identifier);
    }

    /** A fixed order over all streams, in which batches take them so that they cannot deadlock. */
    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }

    /** The names in quotes, for messages. */
    @Override
    public String toString() {
        return identifier.isEmpty()
                ? "domain \"" + domain + "\" without identifier"
                : "domain \"" + domain + "\", identifier \"" + identifier + "\"";
    }
}
