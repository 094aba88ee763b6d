/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Bears the name of a resource of the store's. */
@Path("events")
public class EventsResource {

    @GET
    public String events() {
        return "of the application";
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new TeapotException();
    }
}
