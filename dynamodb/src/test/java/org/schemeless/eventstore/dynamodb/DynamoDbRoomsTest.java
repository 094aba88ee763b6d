/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/** The rooms of the storage, and what it knows of the store besides. */
@AnalyzeClasses(packages = "org.schemeless.eventstore.dynamodb", importOptions = ImportOption.DoNotIncludeTests.class)
class DynamoDbRoomsTest {

    private static final String STORE = "org.schemeless.eventstore";
    private static final String DOOR = STORE + ".dynamodb";

    @ArchTest
    static final ArchRule of_the_store_it_knows_values_and_the_spi_alone = classes()
            .should()
            .onlyDependOnClassesThat(resideOutsideOfPackage(STORE + "..")
                    .or(resideInAnyPackage(STORE, STORE + ".spi", STORE + ".logging"))
                    .or(resideInAPackage(DOOR + "..")));

    @ArchTest
    static final ArchRule there_are_no_cycles =
            slices().matching("org.schemeless.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule what_it_is_made_of_is_its_own =
            classes().that().resideInAPackage(DOOR).should().notHaveModifier(JavaModifier.PUBLIC);

    @ArchTest
    static final ArchRule rooms = rooms("table", "stream", "fence", "log", "links", "key", "append", "view", "start")
            .whereLayer("table")
            .mayOnlyBeAccessedByLayers("door", "stream", "fence", "log", "links", "key", "append", "view", "start")
            .whereLayer("stream")
            .mayOnlyBeAccessedByLayers("door", "fence", "log", "links", "key", "append", "view", "start")
            .whereLayer("fence")
            .mayOnlyBeAccessedByLayers("door", "append")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("door", "links", "append", "start")
            .whereLayer("links")
            .mayOnlyBeAccessedByLayers("door", "start")
            .whereLayer("key")
            .mayOnlyBeAccessedByLayers("door", "append", "start")
            .whereLayer("append")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("view")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("start")
            .mayOnlyBeAccessedByLayers("door");

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
        for (String room : List.of(rooms)) {
            all = all.layer(room).definedBy(DOOR + "." + room);
        }
        return all;
    }
}
