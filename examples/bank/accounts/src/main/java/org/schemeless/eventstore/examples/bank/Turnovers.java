/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.schemeless.eventstore.model.View;

/** The turnover of each account, a moment behind the events. {@link TurnoverProjection} folds it. */
@Stateless
public class Turnovers {

    @Inject
    private View<String, Turnover> turnovers;

    /** What has moved on the account, 0 if nothing has. */
    public BigDecimal of(String account) {
        return turnovers.get(account).orElse(Turnover.NONE).amount();
    }
}
