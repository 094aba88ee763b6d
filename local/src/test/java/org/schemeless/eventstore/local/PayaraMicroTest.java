/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayaraMicroTest {

    @Test
    void options_are_for_the_jvm_and_applications_for_the_server() {
        List<String> command = PayaraMicro.command(
                Path.of("payara-micro.jar"),
                Path.of("temporary"),
                List.of("-Xmx1g"),
                8080,
                Path.of("h2.preboot"),
                List.of(Path.of("ROOT.war"), Path.of("store.war")));

        assertThat(command)
                .containsSubsequence("-Xmx1g", "-Djava.io.tmpdir=temporary", "-jar", "payara-micro.jar")
                .containsSubsequence("payara-micro.jar", "--port", "8080", "--prebootcommandfile", "h2.preboot")
                .endsWith("--deploy", "ROOT.war", "--deploy", "store.war");
    }
}
