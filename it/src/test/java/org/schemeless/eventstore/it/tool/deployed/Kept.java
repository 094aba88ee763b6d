/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import org.schemeless.eventstore.WrappedKey;

/** What a backend keeps, as it is seen without the store. */
interface Kept {

    /** Whether a text of ASCII letters and digits is anywhere in it. */
    boolean has(String text);

    /** Puts a key back that was taken away. */
    void putBack(WrappedKey key);
}
