/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Says what heads get when their streams begin, so that the lists have them. A domain is found by streams that show it:
 * of each domain one in a batch does, until one of these has committed, and again after a start of this node. So
 * nothing is asked for, and writers of new streams do not meet in one item.
 */
public final class NewStreams {

    private static final int REMEMBERED = 10_000;

    private final boolean enabled;

    private final Set<String> domains =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {

                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            }));

    /** @param enabled whether the table keeps lists */
    public NewStreams(boolean enabled) {
        this.enabled = enabled;
    }

    /**
     * What the heads of new streams get.
     *
     * @param bases the heads that a batch moves, with the versions before it
     */
    public Map<HeadKey, Map<String, AttributeValue>> attributes(SortedMap<HeadKey, Long> bases) {
        if (!enabled) {
            return Map.of();
        }
        Map<HeadKey, Map<String, AttributeValue>> attributes = new HashMap<>();
        Set<String> shown = new HashSet<>();
        bases.forEach((head, base) -> {
            if (base == 0 && head.isOfStream()) {
                String domain = head.stream().domain();
                boolean shows = !domains.contains(domain) && shown.add(domain);
                attributes.put(head, ListedHead.attributes(head.stream(), shows));
            }
        });
        return attributes;
    }

    /** Takes note of events that are committed: their domains are found from now on. */
    public void committed(Collection<StoredEvent> events) {
        if (enabled) {
            events.stream()
                    .filter(event -> event.sequence() == 1)
                    .forEach(event -> domains.add(event.stream().domain()));
        }
    }
}
