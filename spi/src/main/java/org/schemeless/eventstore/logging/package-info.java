/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the store's modules tell an administrator, in the server's log and elsewhere: {@link Mishaps}. Everything in the
 * store may use it, and it uses nothing; not for applications.
 */
@NullMarked
package org.schemeless.eventstore.logging;

import org.jspecify.annotations.NullMarked;
