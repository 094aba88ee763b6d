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

/** A page of keys. */
@Produces(MediaType.APPLICATION_JSON)
public class KeyListWriter extends JsonWriter<KeyList> {

    public KeyListWriter() {
        super(KeyList.class);
    }

    @Override
    void write(KeyList list, Writer out) throws IOException {
        out.write("{\"" + KeyList.KEYS + "\":");
        writeArray(list.keys(), KeyList::json, out);
        out.write("}");
    }
}
