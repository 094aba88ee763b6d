/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The unique constraints whose violation means something to a caller. Any other violation stays what it is: a bug. */
enum UniqueViolation {
    EVENT_ID,
    STREAM_SEQUENCE;

    private static final int MYSQL_DUPLICATE = 1062;
    private static final int H2_DUPLICATE = 23505;

    /** The key stands last in MySQL's and MariaDB's message, quoted, in newer versions behind the table and a dot. */
    private static final Pattern MYSQL_KEY = Pattern.compile("'(?:[^']*\\.)?([^'.]+)'\\s*$");

    /** The index stands first in H2's message, quoted, behind the schema; it is named after the constraint. */
    private static final Pattern H2_INDEX = Pattern.compile("^[^\"]*\"(?:[^\".]*\\.)?(\\w+?)(?:_INDEX_\\w+)? ON ");

    /** Which of them an error of the database is about. */
    static Optional<UniqueViolation> of(Throwable error) {
        return SqlErrors.of(error)
                .map(UniqueViolation::constraint)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<UniqueViolation> constraint(SQLException error) {
        Pattern pattern = switch (error.getErrorCode()) {
            case MYSQL_DUPLICATE -> MYSQL_KEY;
            case H2_DUPLICATE -> H2_INDEX;
            default -> null;
        };
        if (pattern == null) {
            return Optional.empty();
        }
        Matcher name = pattern.matcher(String.valueOf(error.getMessage()));
        return name.find() ? byName(name.group(1)) : Optional.empty();
    }

    private static Optional<UniqueViolation> byName(String constraint) {
        for (UniqueViolation violation : values()) {
            if (constraint.equalsIgnoreCase("eventstore_" + violation.name())) {
                return Optional.of(violation);
            }
        }
        return Optional.empty();
    }
}
