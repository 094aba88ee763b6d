/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import org.eclipse.microprofile.auth.LoginConfig;

/**
 * Makes the server check the tokens of MicroProfile JWT, if the administrator says so ({@value Credentials#JWT}).
 * Payara looks at the class files for the annotation, but acts on beans that bear it; so there is a class with it,
 * which becomes a bean only then. On the application itself it would hold for everybody: the server would check every
 * bearer token, and refuse those that are configured here.
 */
public class JwtLogin implements Extension {

    void choose(@Observes BeforeBeanDiscovery discovery) {
        if (Credentials.isSet(Credentials.JWT)) {
            discovery.addAnnotatedType(ByJwt.class, ByJwt.class.getName());
        }
    }

    /** A server that has no MicroProfile JWT does not see the annotation. */
    @LoginConfig(authMethod = "MP-JWT")
    static class ByJwt {}
}
