/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a storage that has not been started, and a name that nothing has yet. */
abstract class BeforeStart {

    final String name = "t" + UUID.randomUUID();
    Store store;

    @BeforeEach
    void openStore() throws IOException {
        store = new Store(StoreSettings.fresh(25));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }
}
