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
import java.util.Map;

/** Who can be asked to work: all rivals in the server, and over HTTP the store and a resource by hand. */
record Contenders(Server server) {

    static final String HTTP = "http";
    static final String HTTP_BY_HAND = "http-by-hand";

    /** Where those are that are called over HTTP, below the application. */
    private static final Map<String, String> PATHS = Map.of(HTTP, "api/", HTTP_BY_HAND, "by-hand/");

    Answer work(String contender, Work work, int millis) throws IOException, InterruptedException {
        String path = PATHS.get(contender);
        return path == null
                ? server.ask("work", work.by(contender, millis))
                : new HttpLoad(server.uri().resolve(path), work).run(millis);
    }
}
