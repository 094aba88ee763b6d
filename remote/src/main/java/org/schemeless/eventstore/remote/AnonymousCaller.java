/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Who calls without having been asked for a name, and what is allowed then: nothing, unless the administrator says so.
 * Read once, when the application starts: what is not well-formed ends the deployment.
 */
@ApplicationScoped
public class AnonymousCaller {

    static final String ROLES = "eventstore.remote.anonymous";

    private static final Set<String> KNOWN = Set.of("reader", "writer", "admin");

    /**
     * What servers call such a caller, in small letters: WildFly and Payara, Liberty. By another name it is somebody
     * without roles.
     */
    private static final Set<String> NAMES = Set.of("anonymous", "unauthenticated");

    private final Set<String> roles;

    public AnonymousCaller() {
        this(ConfigProvider.getConfig().getOptionalValues(ROLES, String.class).orElse(List.of()));
    }

    AnonymousCaller(List<String> roles) {
        for (String role : roles) {
            if (!KNOWN.contains(role)) {
                throw new IllegalArgumentException(
                        ROLES + " names the role \"" + role + "\"; allowed: reader, writer, admin");
            }
        }
        this.roles = Set.copyOf(roles);
    }

    void check(@Observes @Initialized(ApplicationScoped.class) Object application) {
        // being made is the check
    }

    boolean is(Principal caller) {
        return NAMES.contains(caller.getName().toLowerCase(Locale.ROOT));
    }

    boolean isInRole(String role) {
        return roles.contains(role);
    }
}
