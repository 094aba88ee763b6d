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
import java.util.Objects;
import java.util.stream.Stream;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.StoredPersonal;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That an event has members encrypted by a key: an item that is put with the event, so that a key's events are found
 * without a look at any other. It has what the item of the event's id has.
 *
 * @param order when the event was stored, as well as clocks can tell
 */
public record KeyUse(KeyId key, EventIdItem event, long order) {

    public Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = new HashMap<>(event.item());
        item.putAll(Keys.keyUse(key, order, event.eventId()));
        return item;
    }

    /** The keys that encrypt members of an event, each once. */
    public static List<KeyId> keys(List<PersonalMembers> personal) {
        return personal.stream()
                .map(PersonalMembers::key)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** The keys of the items that were put with an event that has no position. */
    public static Stream<Map<String, AttributeValue>> keysOf(Map<String, AttributeValue> eventItem) {
        return keys(StoredPersonal.of(Values.optionalText(eventItem, EventItem.PERSONAL))).stream()
                .map(key -> Keys.keyUse(
                        key, Values.number(eventItem, EventItem.ORDER), Values.text(eventItem, EventItem.ID)));
    }
}
