/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.server.FullDisk;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/** A full disk below Payara Micro, with its page's settings of H2. */
class FullDiskIT {

    @Test
    void the_store_works_again_as_soon_as_there_is_space() {
        try (PayaraMicro server = PayaraMicro.onH2(Map.of("EVENTSTORE_RETRY_BUDGET", "PT2S"))) {
            FullDisk disk = new FullDisk(
                    server.uri(),
                    server.uri().resolve("/health/ready"),
                    ProcessHandle.of(server.pid()).orElseThrow());
            disk.fillAndFree();
            disk.fillAndFree();
        }
    }
}
