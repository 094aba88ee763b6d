/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.ejb.ApplicationException;

/**
 * Ends the transaction of an attempt whose command another one has carried out since it was looked up, so that the
 * application stores nothing beside it. The loop answers with what the other has stored.
 */
@ApplicationException(rollback = true)
final class CarriedOutMeanwhileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CarriedOutMeanwhileException(String id) {
        super("the command \"" + id + "\" was carried out meanwhile: its transaction has to be rolled back");
    }
}
