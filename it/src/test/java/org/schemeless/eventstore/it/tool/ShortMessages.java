/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Cuts the message of a failure that shows large events. Surefire cannot take one of many megabytes: it then counts the
 * test as not run, and the build passes.
 */
public class ShortMessages implements TestExecutionExceptionHandler {

    private static final int LONGEST = 100_000;

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String message = failure.toString();
        if (message.length() <= LONGEST) {
            throw failure;
        }
        AssertionError cut = new AssertionError(message.substring(0, LONGEST) + " …");
        cut.setStackTrace(failure.getStackTrace());
        throw cut;
    }
}
