/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names that no other test uses, and how they stand in addresses. */
public final class Names {

    private Names() {}

    public static String fresh(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    /** Dots as well: a client takes a name of dots alone for a step in the path. */
    public static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    /** The path of the events of a fresh stream. */
    public static String freshStream() {
        return events("http", fresh("s"));
    }

    public static String events(String domain, String identifier) {
        return "streams/" + encoded(domain) + "/" + encoded(identifier) + "/events";
    }
}
