/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The store is compiled against one EclipseLink and runs with the one of the server: what it uses is there in all of
 * them.
 */
class EclipseLinkVersionsTest {

    private static final JavaClasses STORAGE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.schemeless.eventstore.jpa");

    @ParameterizedTest
    @ValueSource(strings = {"oldest", "newest"})
    void has_each_class_that_the_store_uses(String version) throws IOException {
        try (URLClassLoader server = server(version)) {
            assertThat(usedClasses())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(server.loadClass(name)).isNotNull());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldest", "newest"})
    void has_each_method_that_the_store_calls(String version) throws IOException {
        try (URLClassLoader server = server(version)) {
            assertThat(calledMethods())
                    .isNotEmpty()
                    .allSatisfy(method -> assertThat(
                                    offered(server.loadClass(method.getOwner().getName())))
                            .contains(signature(
                                    method.getName(),
                                    method.getRawParameterTypes().stream().map(JavaClass::getName))));
        }
    }

    private static List<String> offered(Class<?> type) {
        Stream<String> methods = Stream.of(type.getMethods()).map(method -> signature(method.getName(), names(method)));
        Stream<String> constructors =
                Stream.of(type.getConstructors()).map(constructor -> signature("<init>", names(constructor)));
        return Stream.concat(methods, constructors).toList();
    }

    private static Stream<String> names(Executable unit) {
        return Stream.of(unit.getParameterTypes()).map(Class::getName);
    }

    private static String signature(String name, Stream<String> parameters) {
        return name + parameters.toList();
    }

    private static Set<String> usedClasses() {
        return STORAGE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(EclipseLinkVersionsTest::isOfEclipseLink)
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    }

    private static List<JavaCodeUnit> calledMethods() {
        return STORAGE.stream()
                .flatMap(type -> type.getCodeUnitCallsFromSelf().stream())
                .filter(call -> isOfEclipseLink(call.getTargetOwner()))
                .map(call -> (JavaCodeUnit) call.getTarget().resolveMember().orElseThrow())
                .distinct()
                .toList();
    }

    private static boolean isOfEclipseLink(JavaClass type) {
        return type.getName().startsWith("org.eclipse.persistence.");
    }

    /** The class path of this test with another EclipseLink. */
    private static URLClassLoader server(String version) {
        Stream<Path> others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("org.eclipse.persistence."))
                .map(Path::of);
        return new URLClassLoader(
                Stream.concat(Stream.of(Path.of("target", "eclipselink", version + ".jar")), others)
                        .map(EclipseLinkVersionsTest::url)
                        .toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
