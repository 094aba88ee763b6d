/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/** The transfer command: the log of a store, and its keys, to a file each, and from a file into a store. */
@NullMarked
package org.schemeless.eventstore.transfer;

import org.jspecify.annotations.NullMarked;
