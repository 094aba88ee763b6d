/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The model runs on any event store, wherever the application has the API and Jakarta's. */
@AnalyzeClasses(packages = "org.schemeless.eventstore.model", importOptions = ImportOption.DoNotIncludeTests.class)
class ModelRoomsTest {

    @ArchTest
    static final ArchRule nothing_but_the_api_and_jakarta_is_needed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.schemeless.eventstore",
                    "org.schemeless.eventstore.model",
                    "java..",
                    "javax.naming",
                    "jakarta..",
                    "org.jspecify.annotations");
}
