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
import org.schemeless.eventstore.AppendResult;

/** The answer to an append. */
@Produces(MediaType.APPLICATION_JSON)
public class AppendResultWriter extends JsonWriter<AppendResult> {

    public AppendResultWriter() {
        super(AppendResult.class);
    }

    @Override
    void write(AppendResult result, Writer out) throws IOException {
        out.write("{\"events\":");
        writeArray(result.events(), EventJson::of, out);
        out.write("}");
    }
}
