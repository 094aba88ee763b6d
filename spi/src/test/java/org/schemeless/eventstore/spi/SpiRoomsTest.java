/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What storages are compiled against knows none of them, nor the service. */
@AnalyzeClasses(packages = "org.schemeless.eventstore", importOptions = ImportOption.DoNotIncludeTests.class)
class SpiRoomsTest {

    private static final String STORE = "org.schemeless.eventstore";
    private static final String SPI = STORE + ".spi";
    private static final String LOGGING = STORE + ".logging";

    @ArchTest
    static final ArchRule the_spi_knows_values_and_the_jdk_alone = classes()
            .that()
            .resideInAPackage(SPI)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    STORE,
                    SPI,
                    "java.lang..",
                    "java.math",
                    "java.time",
                    "java.util..",
                    "jakarta.ejb",
                    "jakarta.json",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule logging_knows_nothing_of_the_store = noClasses()
            .that()
            .resideInAPackage(LOGGING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STORE, SPI);

    @ArchTest
    static final ArchRule there_are_no_cycles =
            slices().matching("org.schemeless.(**)").should().beFreeOfCycles();
}
