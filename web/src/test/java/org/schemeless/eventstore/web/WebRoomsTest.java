/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import jakarta.ejb.EJB;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.schemeless.eventstore.web.security.Requires;

/** The rooms of the front end, and that none of its resources is left unguarded. */
@AnalyzeClasses(packages = "org.schemeless.eventstore.web", importOptions = ImportOption.DoNotIncludeTests.class)
class WebRoomsTest {

    private static final String DOOR = "org.schemeless.eventstore.web";

    @ArchTest
    static final ArchRule every_resource_method_says_which_role_it_needs =
            methods().that().areMetaAnnotatedWith(HttpMethod.class).should().beAnnotatedWith(Requires.class);

    @ArchTest
    static final ArchRule there_are_no_cycles =
            slices().matching("org.schemeless.eventstore.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule storages_what_they_implement_and_rooms_of_the_service_are_none_of_its_business = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.schemeless.eventstore.spi..",
                    "org.schemeless.eventstore.service.*..",
                    "org.schemeless.eventstore.jpa..",
                    "org.schemeless.eventstore.dynamodb..");

    @ArchTest
    static final ArchRule rooms = rooms(
                    "problem", "request", "security", "format", "log", "operation", "page", "welcome")
            .whereLayer("problem")
            .mayOnlyBeAccessedByLayers("door", "security", "format", "log")
            .whereLayer("request")
            .mayOnlyBeAccessedByLayers("door", "format")
            .whereLayer("security")
            .mayOnlyBeAccessedByLayers("door", "operation", "welcome")
            .whereLayer("format")
            .mayOnlyBeAccessedByLayers("door", "log")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("operation")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("page")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("welcome")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule headers_are_read_from_the_servlet = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(HeaderParam.class)
            .orShould()
            .callMethod(HttpHeaders.class, "getRequestHeader", String.class)
            .orShould()
            .callMethod(HttpHeaders.class, "getHeaderString", String.class)
            .orShould()
            .callMethod(ContainerRequestContext.class, "getHeaderString", String.class)
            .because("Jersey does not find all of them in every language of the JVM");

    @ArchTest
    static final ArchRule what_health_asks_needs_no_name_space = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("..operation..")
            .should()
            .beAnnotatedWith(EJB.class)
            .because("GlassFish 8 asks health checks in the name space of another module, which lacks the beans");

    /**
     * The rooms, each a package of its own, and their door, which is the package itself. A package that is not named
     * may use none of them.
     */
    private static LayeredArchitecture rooms(String... rooms) {
        LayeredArchitecture all = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(DOOR + "..")
                .layer("door")
                .definedBy(DOOR)
                .whereLayer("door")
                .mayNotBeAccessedByAnyLayer();
        for (String room : rooms) {
            all = all.layer(room).definedBy(DOOR + "." + room);
        }
        return all;
    }
}
