/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

/** A way to keep events, to be measured beside others. A new one is a CDI bean with a name, and nothing else. */
public interface Rival {

    /** A client of it, for one thread. */
    Client connect() throws Exception;
}
