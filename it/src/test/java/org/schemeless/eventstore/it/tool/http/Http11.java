/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.net.http.HttpClient;

/**
 * Clients that speak HTTP/1.1 from the first byte. Java's client as it comes asks a server to change to HTTP/2 with its
 * first request, a POST as well. Liberty left one of some thousands of such requests without an answer for a minute,
 * and closed the connection then.
 */
public final class Http11 {

    private Http11() {}

    public static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}
