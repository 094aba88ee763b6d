/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the head of a stream has beside its version so that lists find it: the keys of two sparse indexes. They are
 * written when the stream begins and never change, so a head that moves costs no index anything.
 */
public final class ListedHead {

    /** The index of all streams: a domain's are in a few partitions, each in the order of the identifiers. */
    public static final String STREAMS_INDEX = "streams";

    /** The index of some streams of each domain, one at least, in the order of the domains. */
    public static final String DOMAINS_INDEX = "domains";

    public static final String SHARE = "ls";
    public static final String NAME = "ln";
    public static final String LIST = "dl";
    public static final String DOMAIN = "dn";

    /** The one partition of the index of domains. */
    static final AttributeValue DOMAINS = Values.text("d");

    /**
     * Each partition of an index takes 1,000 new streams a second, and holds up the writers of the table beyond that.
     * The number is for the life of a table, since it says where a stream is.
     */
    private static final int SHARES = 4;

    /** No key may be empty, and the stream of the domain itself has no identifier. */
    private static final String BEFORE_NAME = "-";

    private ListedHead() {}

    /** @param shows whether the domain is to be found by this stream */
    static Map<String, AttributeValue> attributes(StreamId stream, boolean shows) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        int share = Math.floorMod(stream.identifier().hashCode(), SHARES);
        attributes.put(SHARE, share(stream.domain(), share));
        attributes.put(NAME, name(stream.identifier()));
        if (shows) {
            attributes.put(LIST, DOMAINS);
            attributes.put(DOMAIN, Values.text(stream.domain()));
        }
        return attributes;
    }

    /** The partitions that a domain's streams are in. */
    static List<AttributeValue> shares(String domain) {
        return IntStream.range(0, SHARES)
                .mapToObj(share -> share(domain, share))
                .toList();
    }

    private static AttributeValue share(String domain, int share) {
        return Values.text(share + domain);
    }

    static AttributeValue name(String identifier) {
        return Values.text(BEFORE_NAME + identifier);
    }
}
