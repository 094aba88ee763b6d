/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

/** What a client does again and again. */
interface Step {

    /** Does it once, and tells what was done, without the time. */
    Measured take(Client client) throws Exception;
}
