/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.InvalidEventException;

/**
 * Refuses a parameter of the query that the call does not know, and one that is there more than once where the call
 * takes one value: an answer that passes by what was asked looks like an answer to it. A call knows the parameters of
 * its resource method; a collection takes several values. Comes after the filter that begins to time a call, so that
 * what is refused here is counted.
 */
@Priority(Priorities.USER + 1)
public class KnownParameters implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method != null && !request.getMethod().equals(HttpMethod.OPTIONS)) {
            Map<String, Boolean> known = known(method);
            request.getUriInfo().getQueryParameters().forEach((name, values) -> check(name, values, known));
        }
    }

    /**
     * Servers differ in whether they tell of a parameter without a name, of which there is one between two ampersands.
     */
    private static void check(String name, List<String> values, Map<String, Boolean> known) {
        if (name.isEmpty()) {
            return;
        }
        Boolean isList = known.get(name);
        if (isList == null) {
            String allowed = known.isEmpty() ? "none" : String.join(", ", known.keySet());
            throw new InvalidEventException(name, "is no parameter of this call", allowed);
        }
        if (!isList && values.size() > 1) {
            throw new InvalidEventException(name, "is there " + values.size() + " times", "one value");
        }
    }

    /** The names of the parameters, each with whether it takes several values. */
    private static Map<String, Boolean> known(Method method) {
        Map<String, Boolean> known = new LinkedHashMap<>();
        for (Parameter parameter : method.getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
                known.put(query.value(), Collection.class.isAssignableFrom(parameter.getType()));
            }
        }
        return known;
    }
}
