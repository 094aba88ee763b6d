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

/** The answer to an import. */
@Produces(MediaType.APPLICATION_JSON)
public class ImportResultWriter extends JsonWriter<ImportResult> {

    public ImportResultWriter() {
        super(ImportResult.class);
    }

    @Override
    void write(ImportResult result, Writer out) throws IOException {
        out.write(new JsonObjectText()
                .number("events", result.events())
                .number("stored", result.stored())
                .number("position", result.position())
                .toString());
    }
}
