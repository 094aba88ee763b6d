/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.math.BigInteger;

/** The events that were committed at some moment and had no position then. */
public interface PendingPositions {

    /** Whether some of them have no position still. What was committed after that moment does not count. */
    boolean remain();

    /**
     * A number of the storage's own that stands for them, not negative, for who asks again later: none of them is
     * behind it.
     */
    BigInteger mark();
}
