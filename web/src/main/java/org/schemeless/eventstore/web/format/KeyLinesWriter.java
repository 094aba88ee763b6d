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
import org.schemeless.eventstore.WrappedKey;

/** A page of keys, one a line. */
@Produces(MediaTypes.NDJSON)
public class KeyLinesWriter extends JsonWriter<KeyList> {

    public KeyLinesWriter() {
        super(KeyList.class);
    }

    @Override
    void write(KeyList list, Writer out) throws IOException {
        for (WrappedKey key : list.keys()) {
            out.write(KeyList.json(key) + "\n");
        }
    }
}
