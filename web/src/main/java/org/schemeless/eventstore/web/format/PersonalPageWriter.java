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
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.PersonalPage;

/** A page of the events of a subject. What the next one begins after stands in the body, as it does in a request. */
@Produces(MediaType.APPLICATION_JSON)
public class PersonalPageWriter extends JsonWriter<PersonalPage> {

    public PersonalPageWriter() {
        super(PersonalPage.class);
    }

    @Override
    void write(PersonalPage page, Writer out) throws IOException {
        out.write("{\"events\":");
        writeArray(page.events(), EventJson::of, out);
        String next = page.next();
        out.write(next == null ? "}" : ",\"next\":" + JsonText.string(next) + "}");
    }
}
