/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.example;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.schemeless.eventstore.it.tool.server.SharedServer;

/** On the servers that take the EAR, beside it. */
@Tag("server")
class ExampleIT implements ExampleContract {

    @Override
    public URI server() {
        return SharedServer.OPEN.get().uri();
    }
}
