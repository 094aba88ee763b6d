/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;

/** Who can be asked to work: all rivals in the server, and the store over HTTP. */
record Contenders(Server server) {

    static final String HTTP = "http";

    Answer work(String contender, Work work, int millis) throws IOException, InterruptedException {
        return contender.equals(HTTP)
                ? new HttpLoad(server.uri(), work).run(millis)
                : server.ask("work", work.by(contender, millis));
    }
}
