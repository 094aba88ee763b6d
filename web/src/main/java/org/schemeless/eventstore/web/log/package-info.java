/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/** Follows the log for clients over HTTP: sends it to each as fast as that one takes it, to its end or for ever. */
@NullMarked
package org.schemeless.eventstore.web.log;

import org.jspecify.annotations.NullMarked;
