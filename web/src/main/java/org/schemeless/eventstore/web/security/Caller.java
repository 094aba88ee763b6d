/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Who calls, when this application and not the container has found it out. */
record Caller(String name, Set<Role> roles) implements Principal {

    Caller {
        roles = Set.copyOf(roles);
    }

    /** Who calls from this machine while nothing is configured. */
    static Caller local() {
        return new Caller("local", EnumSet.allOf(Role.class));
    }

    @Override
    public String getName() {
        return name;
    }

    SecurityContext context(String scheme, boolean secure) {
        return new SecurityContext() {

            @Override
            public Principal getUserPrincipal() {
                return Caller.this;
            }

            @Override
            public boolean isUserInRole(String role) {
                return Arrays.stream(Role.values())
                        .anyMatch(known -> known.text().equals(role) && roles.contains(known));
            }

            @Override
            public boolean isSecure() {
                return secure;
            }

            @Override
            public String getAuthenticationScheme() {
                return scheme;
            }
        };
    }
}
