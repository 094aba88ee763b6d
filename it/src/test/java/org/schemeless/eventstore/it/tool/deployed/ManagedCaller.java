/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.ejb.Stateless;
import java.util.function.Supplier;

/** An enterprise bean as applications have them: the container manages its transactions. */
@Stateless
public class ManagedCaller {

    public <T> T call(Supplier<T> work) {
        return work.get();
    }
}
