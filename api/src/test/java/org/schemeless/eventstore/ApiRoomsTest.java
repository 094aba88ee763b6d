/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What an application compiles against needs nothing but Jakarta's APIs, and of those as little as it can. */
@AnalyzeClasses(packages = "org.schemeless.eventstore", importOptions = ImportOption.DoNotIncludeTests.class)
class ApiRoomsTest {

    private static final String API = "org.schemeless.eventstore";
    private static final String CLIENT = API + ".client";

    @ArchTest
    static final ArchRule there_is_nothing_but_the_api_and_the_client =
            classes().should().resideInAnyPackage(API, CLIENT);

    @ArchTest
    static final ArchRule errors_of_ejb_and_json_are_all_that_is_needed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(API, CLIENT, "java..", "jakarta.ejb", "jakarta.json..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule the_api_knows_nothing_of_the_client = noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLIENT);

    /** A class that needs it cannot be loaded where there is none. */
    @ArchTest
    static final ArchRule json_b_is_in_one_class = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(API + ".JsonBinding")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.json.bind..");
}
