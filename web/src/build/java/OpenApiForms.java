/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Run by the build: puts the OpenAPI document, as YAML and as JSON, where the store serves it from. */
final class OpenApiForms {

    private OpenApiForms() {}

    /** Arguments: the document, the directory. */
    public static void main(String[] arguments) throws IOException {
        Path document = Path.of(arguments[0]);
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        Files.copy(document, directory.resolve("openapi.yaml"), StandardCopyOption.REPLACE_EXISTING);
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        JsonNode content = yaml.readTree(document.toFile());
        Files.writeString(directory.resolve("openapi.json"), content.toPrettyString() + "\n");
    }
}
