/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

/** The master keys of one kind: a bean. The settings name a master key by the kind, a colon, and which one it is. */
public interface MasterKeys {

    /** What the setting begins with, before the colon. */
    String kind();

    /**
     * A master key of this kind.
     *
     * @param which what the setting has after the colon
     * @throws IllegalStateException if it is none, with a message for the administrator that tells no secret
     */
    MasterKey named(String which);
}
