/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * The domains and streams that there are, for injection into the application that contains the store ({@code @Inject}
 * or {@code @EJB}): for people who look, and for tools. A decision rests on streams whose names it knows, never on a
 * list.
 *
 * <p>Lists are read by pages, each in steps by key: what a page costs depends on its length, and not on how many
 * streams or events there are. The order is one of the storage's, the same in each call, in which names with the same
 * beginning stand together. A page sees what was acknowledged before the call, and the caller's own transaction; on
 * DynamoDB a stream that others have begun just now may be missing for some moments. A list of several pages is not of
 * one moment.
 *
 * <p>A storage that keeps no such lists (DynamoDB, in a table that was first used without them) answers with an {@code
 * UnsupportedOperationException}, which comes as the cause of an {@code EJBException}. A backend that cannot answer now
 * gives {@link EventStoreUnavailableException}.
 */
public interface Catalogue {

    /**
     * A page of the domains that have events.
     *
     * @param after the last domain of the page before; {@code null} for the beginning
     * @param limit 1 to 1,000
     * @throws InvalidEventException if the limit is another one, or {@code after} is longer than a domain can be or
     *     has half a surrogate pair; which other names a domain can have is not looked at
     */
    DomainPage domains(@Nullable String after, int limit);

    /**
     * A page of the streams of a domain whose identifier begins with a prefix, each with its sequence. The stream of
     * the domain itself, whose identifier is empty, comes first.
     *
     * @param prefix compared code point by code point; empty for all
     * @param after the last identifier of the page before; {@code null} for the beginning
     * @param limit 1 to 1,000
     * @throws InvalidEventException if the limit is another one, no domain can have the name, the prefix is missing, or
     *     prefix or {@code after} is longer than an identifier can be or has half a surrogate pair; which other names a
     *     stream can have is not looked at
     */
    StreamPage streams(String domain, String prefix, @Nullable String after, int limit);
}
