/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.tck.TypedPersonalContract;

/** Erasure of typed events on the store in memory. */
class InMemoryTypedPersonalContractTest extends InMemoryFixture implements TypedPersonalContract {

    @Override
    public PersonalData personal() {
        return store().personalData();
    }

    @Override
    public Snapshots snapshots() {
        return store().snapshots();
    }
}
