/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Small answers, which are there as a whole before they are sent. As bytes, so that no server chooses a charset. */
public final class JsonAnswer {

    private JsonAnswer() {}

    public static Response.ResponseBuilder of(JsonObjectBuilder json) {
        return Response.ok(json.build().toString().getBytes(StandardCharsets.UTF_8))
                .type(MediaType.APPLICATION_JSON);
    }
}
