/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import org.jspecify.annotations.Nullable;

/** An upcaster failed; the event that it was for is not named yet. */
final class UpcastFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    UpcastFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
