/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.problem;

import jakarta.ejb.EJBException;
import java.util.function.Supplier;

/** Answers of the service, whose refusals that are no application exceptions come as causes of an EJBException. */
public final class ServiceAnswer {

    private ServiceAnswer() {}

    /** The answer, or a problem of this type where the storage does not offer it. */
    public static <T> T of(Supplier<T> question, ProblemType notOffered, String detail) {
        try {
            return question.get();
        } catch (UnsupportedOperationException e) {
            throw new Problem(notOffered, detail).refusal();
        } catch (EJBException e) {
            if (e.getCause() instanceof UnsupportedOperationException) {
                throw new Problem(notOffered, detail).refusal();
            }
            if (e.getCause() instanceof IllegalArgumentException unknown) {
                throw new Problem(ProblemType.UNKNOWN_NAME, String.valueOf(unknown.getMessage())).refusal();
            }
            throw e;
        }
    }
}
