/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;

/**
 * Where the log ended when it was asked.
 *
 * @param position the last one that was given, 0 if there is none
 * @param hasMore whether events that were committed before the question had no position yet
 */
public record LogEnd(long position, boolean hasMore) implements Serializable {}
