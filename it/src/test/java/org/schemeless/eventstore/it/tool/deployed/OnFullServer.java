/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.schemeless.eventstore.tck.Messages;
import org.schemeless.eventstore.tck.MessagesContract;

/** A test inside a server that may have a messaging service; where it has none, the tests that need it are left out. */
public abstract class OnFullServer extends OnServer implements MessagesContract {

    @Override
    public Messages messages() {
        try {
            return InitialContext.doLookup("java:module/JmsMessages");
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }
}
