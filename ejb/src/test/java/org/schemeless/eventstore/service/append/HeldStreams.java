/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import java.util.Collection;

/** Has open transactions hold something, for tests of other rooms. */
public final class HeldStreams {

    private HeldStreams() {}

    public static void hold(OpenTransactionStreams open, Collection<?> held) {
        open.add(held);
    }
}
