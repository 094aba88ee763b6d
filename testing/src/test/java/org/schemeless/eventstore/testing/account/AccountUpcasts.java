/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.schemeless.eventstore.model.Upcast;

@ApplicationScoped
public class AccountUpcasts {

    @Upcast(type = "withdrawn", from = 1)
    JsonObject channel(JsonObject v1) {
        return Json.createObjectBuilder(v1).add("channel", "desk").build();
    }
}
