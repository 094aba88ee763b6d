/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it;

import org.junit.jupiter.api.Tag;
import org.schemeless.eventstore.it.tool.deployed.OnFullServer;
import org.schemeless.eventstore.tck.CoreContract;

/**
 * Transactions where the store's data source is XA, and takes part in them like the application's database and
 * messages.
 */
@Tag("xa")
class ServerXaIT extends OnFullServer implements CoreContract {}
