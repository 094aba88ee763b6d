/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.archives;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bill of materials names each library of its archive, those in an archive within included, and nothing else. */
class BillOfMaterialsIT {

    private static final String OWN = "org.schemeless.eventstore";

    private record Library(String name, String sha256) {}

    @ParameterizedTest
    @CsvSource({"eventstore.ear, ear", "eventstore.war, full", "without-dynamodb/eventstore.war, web"})
    void names_each_library_that_is_shipped_and_no_other(String archive, String module) throws IOException {
        List<Library> shipped = shipped(Files.readAllBytes(Path.of("target", archive)));
        List<Library> named = named(Path.of("..", module, "target", "bom.json"));

        assertThat(shipped).isNotEmpty();
        assertThat(shipped)
                .extracting(Library::sha256)
                .as("shipped: %s%nnamed: %s", shipped, named)
                .containsExactlyInAnyOrderElementsOf(
                        named.stream().map(Library::sha256).toList());
    }

    @ParameterizedTest
    @CsvSource({"ear", "full", "web"})
    void has_each_library_in_one_version(String module) throws IOException {
        assertThat(named(Path.of("..", module, "target", "bom.json")))
                .extracting(Library::name)
                .doesNotHaveDuplicates();
    }

    private static List<Library> shipped(byte[] archive) throws IOException {
        List<Library> libraries = new ArrayList<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                String file = entry.getName();
                String name = file.substring(file.lastIndexOf('/') + 1);
                if (name.endsWith(".war")) {
                    libraries.addAll(shipped(entries.readAllBytes()));
                } else if (name.endsWith(".jar") && !name.startsWith("eventstore-")) {
                    libraries.add(new Library(file, sha256(entries.readAllBytes())));
                }
            }
        }
        return libraries;
    }

    private static List<Library> named(Path bom) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(bom))) {
            return reader.readObject().getJsonArray("components").getValuesAs(JsonObject.class).stream()
                    .filter(component -> !component.getString("group").equals(OWN))
                    .map(component -> new Library(
                            component.getString("group") + ":" + component.getString("name"), hash(component)))
                    .toList();
        }
    }

    private static String hash(JsonObject component) {
        return component.getJsonArray("hashes").getValuesAs(JsonObject.class).stream()
                .filter(hash -> hash.getString("alg").equals("SHA-256"))
                .map(hash -> hash.getString("content"))
                .findFirst()
                .orElseThrow();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
