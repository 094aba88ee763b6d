/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import java.util.Locale;

/** What a caller may do. */
public enum Role {

    /** Read events. */
    READER,

    /** Append events. */
    WRITER,

    /** Everything. */
    ADMIN;

    /** The name in configuration, and that of the container's role. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
