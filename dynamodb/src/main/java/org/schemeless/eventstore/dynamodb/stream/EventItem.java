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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.Micros;
import org.schemeless.eventstore.spi.StoredJson;
import org.schemeless.eventstore.spi.StoredPersonal;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The item of an event. Names are short: they count as bytes. */
public final class EventItem {

    public static final String ID = "i";
    public static final String TOKEN = "b";
    public static final String STAGED = "staged";

    /** The position, once there is one; before, the order of storing, above all positions. Sort key of both indexes. */
    public static final String ORDER = "o";

    /** The order of storing, for ever. Events that an earlier version wrote have it once they have a position. */
    public static final String STORED = "w";

    public static final String POSITION = "n";

    /** Which members are encrypted by which keys. */
    public static final String PERSONAL = "pm";

    public static final String CORRELATION = "co";
    public static final String CAUSATION = "ca";

    private static final String TYPE = "t";
    private static final String PAYLOAD = "p";
    private static final String META = "m";
    private static final String CREATED = "at";

    private EventItem() {}

    /** @param offloaded where payload and meta are, absent if they are in the item */
    public static Map<String, AttributeValue> of(
            StoredEvent event, BatchToken token, boolean staged, long order, @Nullable Offloaded offloaded) {
        Map<String, AttributeValue> item = new HashMap<>(Keys.event(event.stream(), event.sequence()));
        item.put(ID, Values.text(event.id()));
        item.put(TYPE, Values.text(event.type()));
        item.put(CREATED, Values.number(Micros.of(event.created())));
        item.put(ORDER, Values.number(order));
        item.put(STORED, Values.number(order));
        item.put(TOKEN, Values.text(token.text()));
        put(item, CORRELATION, event.correlationId());
        put(item, CAUSATION, event.causationId());
        TagValues.put(item, event.tags());
        put(item, PERSONAL, StoredPersonal.text(event.personal()));
        if (staged) {
            item.put(STAGED, AttributeValue.fromBool(true));
        }
        if (offloaded == null) {
            item.put(PAYLOAD, Values.text(event.payload().toString()));
            put(item, META, event.meta());
        } else {
            item.put(Offloaded.ATTRIBUTE, offloaded.toValue());
        }
        return item;
    }

    private static void put(Map<String, AttributeValue> item, String name, @Nullable Object value) {
        if (value != null) {
            item.put(name, Values.text(value.toString()));
        }
    }

    static @Nullable Offloaded offloaded(Map<String, AttributeValue> item) {
        return Offloaded.in(item).orElse(null);
    }

    /** What the item itself keeps of payload and meta. */
    static EventBody body(Map<String, AttributeValue> item) {
        String id = Values.text(item, ID);
        return new EventBody(
                StoredJson.payload(id, Values.text(item, PAYLOAD)),
                StoredJson.meta(id, Values.optionalText(item, META)));
    }

    static StoredEvent event(Map<String, AttributeValue> item, EventBody body) {
        return new StoredEvent(
                Values.text(item, ID),
                Keys.stream(item),
                Values.number(item, Keys.SORT),
                Values.optionalNumber(item, POSITION),
                Values.text(item, TYPE),
                body.payload(),
                body.meta(),
                Values.optionalText(item, CORRELATION),
                Values.optionalText(item, CAUSATION),
                Micros.toInstant(Values.number(item, CREATED)),
                TagValues.of(item),
                StoredPersonal.of(Values.optionalText(item, PERSONAL)));
    }
}
