/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.view;

import jakarta.enterprise.context.ApplicationScoped;
import org.schemeless.eventstore.StoredEvent;

/** The versions of the views of the tests. */
public final class Counts {

    private Counts() {}

    @ApplicationScoped
    public static class First extends Counting {

        public static final String VIEW = "counts";

        First() {
            super(VIEW, 1, 1);
        }
    }

    /** Another shape, which is read only when somebody says so. */
    @ApplicationScoped
    public static class Second extends Counting {

        Second() {
            super(First.VIEW, 2, 2);
        }

        @Override
        public boolean isActivatedWhenCaughtUp() {
            return false;
        }

        @Override
        String after(String before, StoredEvent event) {
            return super.after(before == null ? "second" : before, event);
        }
    }

    @ApplicationScoped
    public static class Segmented extends Counting {

        public static final String VIEW = "segmented";

        Segmented() {
            super(VIEW, 1, 3);
        }
    }

    @ApplicationScoped
    public static class Fragile extends Counting {

        public static final String VIEW = "fragile";

        Fragile() {
            super(VIEW, 1, 1);
        }

        @Override
        String after(String before, StoredEvent event) {
            if (event.type().equals(POISON)) {
                throw new IllegalStateException("as the test wants");
            }
            return super.after(before, event);
        }
    }
}
