/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.problem.ProblemType;

/** Lets a caller through who has the role of the resource method, or is an administrator. */
@Priority(Priorities.AUTHORIZATION)
public class Authorization implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        require(requiredRole(resource.getResourceMethod()), request.getSecurityContext());
    }

    /** @throws jakarta.ws.rs.WebApplicationException if the caller has neither the role nor that of administrators */
    public static void require(Role role, SecurityContext caller) {
        if (!caller.isUserInRole(role.text()) && !caller.isUserInRole(Role.ADMIN.text())) {
            throw new Problem(ProblemType.FORBIDDEN, "The call needs the role " + role.text())
                    .with("role", role.text())
                    .refusal();
        }
    }

    private static Role requiredRole(@Nullable Method method) {
        Requires requires = method == null ? null : method.getAnnotation(Requires.class);
        return requires == null ? Role.ADMIN : requires.value();
    }
}
