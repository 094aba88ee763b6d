/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param root the directory of the project
 * @param target where the build has put the server and the WAR, and what is made goes to
 */
record Paths(Path root, Path target) {

    /** A WAR that the start command deploys. */
    Path started(String file) {
        return target.resolve("started").resolve(file);
    }

    /** A file of the settings that are shipped for Payara. */
    Path payara(String file) {
        return root.resolve("src/main/payara").resolve(file);
    }
}
