/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.model.TypedSubscription;
import org.schemeless.eventstore.testing.account.CustomerEvent.Moved;

/** Streets by the keys that they are encrypted by, as a table of the application's own would have them. */
class Streets implements TypedSubscription<CustomerEvent>, ErasureListener {

    final Map<KeyId, String> streets = new HashMap<>();

    @Override
    public String name() {
        return "streets";
    }

    @Override
    public void handle(CustomerEvent event, StoredEvent stored) {
        if (event instanceof Moved moved && moved.street() != null) {
            streets.put(Objects.requireNonNull(stored.personal().get(0).key()), moved.street());
        }
    }

    @Override
    public void erased(KeyId key) {
        streets.remove(key);
    }
}
