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
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.spi.Extension;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.persistence.sessions.SessionEventListener;
import org.flywaydb.core.api.logging.LogCreator;

/** The rooms of the module and the doors between them. */
@AnalyzeClasses(packages = "org.schemeless.eventstore", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String VALUES = "org.schemeless.eventstore";
    private static final String SPI = VALUES + ".spi";

    @ArchTest
    static final ArchRule service_and_storages_know_the_spi_and_not_each_other = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("values")
            .definedBy(VALUES)
            .layer("spi")
            .definedBy(SPI)
            .layer("service")
            .definedBy(VALUES + ".service..")
            .layer("jpa")
            .definedBy(VALUES + ".jpa..")
            .whereLayer("spi")
            .mayOnlyBeAccessedByLayers("service", "jpa")
            .whereLayer("service")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("jpa")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule there_are_no_cycles =
            slices().matching("org.schemeless.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule storages_in_jars_of_their_own_are_not_known =
            noClasses().should().dependOnClassesThat().resideInAnyPackage(VALUES + ".dynamodb..", "software.amazon..");

    @ArchTest
    static final ArchRule what_a_storage_is_made_of_is_its_own = classes()
            .that()
            .resideInAPackage(VALUES + ".jpa")
            .and()
            .areNotAssignableTo(SessionEventListener.class) // EclipseLink makes it
            .and()
            .areNotAssignableTo(LogCreator.class) // Flyway makes it
            .should()
            .notHaveModifier(JavaModifier.PUBLIC);

    @ArchTest
    static final ArchRule of_the_service_only_the_session_beans_are_public = classes()
            .that()
            .resideInAPackage(VALUES + ".service")
            .and()
            .areNotAnnotatedWith(Stateless.class)
            .and()
            .areNotAnnotatedWith(Singleton.class)
            .and()
            .areNotAssignableTo(ConfigSource.class) // the servers load it
            .and()
            .areNotAssignableTo(Extension.class) // the container makes it
            .should()
            .notHaveModifier(JavaModifier.PUBLIC);

    @ArchTest
    static final ArchRule rooms_of_jpa = rooms("jpa", "table", "read", "append", "positions", "start")
            .whereLayer("table")
            .mayOnlyBeAccessedByLayers("door", "read", "append", "positions", "start")
            .whereLayer("read")
            .mayOnlyBeAccessedByLayers("door", "append")
            .whereLayer("append")
            .mayOnlyBeAccessedByLayers("door", "start")
            .whereLayer("positions")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("start")
            .mayOnlyBeAccessedByLayers("door");

    @ArchTest
    static final ArchRule rooms_of_service = rooms(
                    "service", "call", "personal", "append", "log", "subscription", "view")
            .whereLayer("call")
            .mayOnlyBeAccessedByLayers("door", "personal", "append", "log", "subscription", "view")
            .whereLayer("personal")
            .mayOnlyBeAccessedByLayers("door", "append", "log", "subscription", "view")
            .whereLayer("append")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("door", "subscription")
            .whereLayer("subscription")
            .mayOnlyBeAccessedByLayers("door", "view")
            .whereLayer("view")
            .mayOnlyBeAccessedByLayers("door");

    @ArchTest
    static final ArchRule rooms_of_jpa_are_its_own = ownRooms("jpa");

    @ArchTest
    static final ArchRule rooms_of_service_are_its_own = ownRooms("service");

    /**
     * The rooms of a package, each a package of its own, and its door, which is the package itself. A package that is
     * not named may use none of them.
     */
    private static LayeredArchitecture rooms(String part, String... rooms) {
        LayeredArchitecture all = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(VALUES + "." + part + "..")
                .layer("door")
                .definedBy(VALUES + "." + part)
                .whereLayer("door")
                .mayNotBeAccessedByAnyLayer();
        for (String room : rooms) {
            all = all.layer(room).definedBy(VALUES + "." + part + "." + room);
        }
        return all;
    }

    /** What is public in a room is so for its sisters and its door. */
    private static ArchRule ownRooms(String part) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(VALUES + "." + part + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VALUES + "." + part + ".*..");
    }
}
