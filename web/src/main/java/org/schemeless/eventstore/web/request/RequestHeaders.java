/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request, as the servlet has them. Those of Jakarta REST are not to be trusted with a condition:
 * Jersey compares names by the rules of the JVM's language, and in Turkish or Azeri finds none that has an I.
 */
@FunctionalInterface
public interface RequestHeaders {

    /** The values of all lines with this name, in their order; the case of its letters makes no difference. */
    List<String> lines(String name);

    static RequestHeaders of(HttpServletRequest request) {
        return name -> Collections.list(request.getHeaders(name));
    }

    /** The lines with this name as one list with commas (RFC 9110, section 5.3); absent if there is none. */
    default @Nullable String value(String name) {
        List<String> lines = lines(name);
        return lines.isEmpty() ? null : String.join(",", lines).strip();
    }

    /** The media type of the body; absent if there is none, or what is there is none. */
    default @Nullable MediaType mediaType() {
        String type = value(HttpHeaders.CONTENT_TYPE);
        try {
            return type == null ? null : MediaType.valueOf(type);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
