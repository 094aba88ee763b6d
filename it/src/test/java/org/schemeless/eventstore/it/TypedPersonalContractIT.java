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
import org.schemeless.eventstore.it.tool.deployed.OnSealingServer;
import org.schemeless.eventstore.tck.TypedPersonalContract;

/** Personal members of typed events, through the deployed EJB, on the backend of the run. */
@Tag("contract")
class TypedPersonalContractIT extends OnSealingServer implements TypedPersonalContract {}
