/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import jakarta.ejb.ApplicationException;

/** What was asked for is no transfer. */
@ApplicationException(rollback = true)
public class ImpossibleTransferException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ImpossibleTransferException() {
        super("a transfer takes an amount above 0 from one account to another one");
    }
}
