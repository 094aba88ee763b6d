/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/** What a request asks for. */
record Parameters(HttpServletRequest request) {

    String path() {
        return request.getPathInfo();
    }

    String text(String name) {
        String value = request.getParameter(name);
        if (value == null) {
            throw new IllegalArgumentException("the parameter " + name + " is missing");
        }
        return value;
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** The address of something else in this application. */
    URI here(String path) {
        return URI.create("http://127.0.0.1:" + request.getLocalPort() + request.getContextPath() + path);
    }

    Work work() {
        return new Work(text("what"), number("size"), Work.stream(text("stream")), number("length"));
    }
}
