/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import org.schemeless.eventstore.StoredEvent;

/**
 * An event of another store's log.
 *
 * @param number of its line in the body, from 1
 */
public record LogLine(long number, StoredEvent event) {}
