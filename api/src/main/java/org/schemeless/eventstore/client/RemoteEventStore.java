/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.client;

/** The remote business interface. Look it up and give it to {@link EventStoreClient}. */
public interface RemoteEventStore {

    /** Not for applications: takes one call and gives its answer, as {@link RemoteCall} writes them. */
    byte[] call(byte[] call);
}
