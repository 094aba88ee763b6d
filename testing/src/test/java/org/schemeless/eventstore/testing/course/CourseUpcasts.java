/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.course;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.schemeless.eventstore.model.Upcast;

/** How somebody joined is known since the second version. */
@ApplicationScoped
public class CourseUpcasts {

    @Upcast(type = "joined", from = 1)
    JsonObject how(JsonObject first) {
        return Json.createObjectBuilder(first).add("how", "desk").build();
    }
}
