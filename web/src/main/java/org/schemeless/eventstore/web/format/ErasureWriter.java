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
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.Writer;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;

/** What an erasure did. */
@Produces(MediaType.APPLICATION_JSON)
public class ErasureWriter extends JsonWriter<Erasure> {

    public ErasureWriter() {
        super(Erasure.class);
    }

    @Override
    void write(Erasure erasure, Writer out) throws IOException {
        KeyId key = erasure.key();
        AppendedEvent event = erasure.event();
        out.write(new JsonObjectText()
                .text("key", key == null ? null : key.text())
                .json("done", JsonText.of(erasure.done()))
                .json("event", event == null ? null : EventJson.of(event).value())
                .toString());
    }
}
