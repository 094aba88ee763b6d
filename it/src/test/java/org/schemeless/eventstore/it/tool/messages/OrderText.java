/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.messages;

import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.tck.Messages.First;
import org.schemeless.eventstore.tck.Messages.Order;

/** An order as the text of a message. */
final class OrderText {

    private static final String SEPARATOR = "\n";

    private OrderText() {}

    static String of(Order order) {
        return String.join(
                SEPARATOR,
                order.stream().domain(),
                order.stream().identifier(),
                order.eventId(),
                order.first().name());
    }

    static Order read(String text) {
        String[] parts = text.split(SEPARATOR);
        return new Order(StreamId.of(parts[0], parts[1]), parts[2], First.valueOf(parts[3]));
    }
}
