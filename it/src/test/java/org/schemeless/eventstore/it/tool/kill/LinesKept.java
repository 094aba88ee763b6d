/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import java.sql.SQLException;

/** A view in tables of the application's own, where it can have one: a row for each event. */
public interface LinesKept {

    /** On a storage where an application keeps none. */
    LinesKept NONE = new LinesKept() {

        @Override
        public void begin() {}

        @Override
        public boolean isLastActive() {
            return true;
        }

        @Override
        public boolean hasComeTo(long position) {
            return true;
        }

        @Override
        public void requireEach() {}

        @Override
        public void requireNoOthers() {}
    };

    /** Begins one more build. */
    void begin() throws SQLException;

    /** Whether a build is read: the one that was begun last, if one was begun. */
    boolean isLastActive() throws SQLException;

    /** Whether what is read has all events up to a position. */
    boolean hasComeTo(long position) throws SQLException;

    /** What is read is each event once and in order. */
    void requireEach() throws SQLException;

    /** What was replaced is dropped. */
    void requireNoOthers() throws SQLException;
}
