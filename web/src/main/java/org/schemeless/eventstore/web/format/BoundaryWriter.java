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
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.JsonText;

/** What a query by tags has found, with its mark. */
@Produces(MediaType.APPLICATION_JSON)
public class BoundaryWriter extends JsonWriter<Boundary> {

    public BoundaryWriter() {
        super(Boundary.class);
    }

    @Override
    void write(Boundary boundary, Writer out) throws IOException {
        out.write("{\"mark\":" + JsonText.string(BoundaryMark.text(boundary)) + ",\"events\":");
        writeArray(boundary.events(), EventJson::of, out);
        out.write("}");
    }
}
