/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.Writer;

/** A page of events, as a batch of CloudEvents. */
@Produces(MediaTypes.CLOUDEVENTS)
public class CloudEventListWriter extends JsonWriter<EventList> {

    public CloudEventListWriter() {
        super(EventList.class);
    }

    @Override
    void write(EventList list, Writer out) throws IOException {
        writeArray(list.events(), CloudEventJson::of, out);
    }
}
