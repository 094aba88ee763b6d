/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.container;

import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** Has nothing to say: the build says which server is started. */
public final class ServerConfiguration implements ContainerConfiguration {

    @Override
    public void validate() {}
}
