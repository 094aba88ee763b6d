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
import org.schemeless.eventstore.it.tool.deployed.OnGuardedServer;
import org.schemeless.eventstore.tck.CoreContract;

/** The same EAR on a server without a database: what a server could break of the contract when DynamoDB is chosen. */
@OnGuardedServer
@Tag("server")
@Tag("representative-dynamodb")
class ServerDynamoDbIT extends OnFullServer implements CoreContract {}
