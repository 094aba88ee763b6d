/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.jpa.table.Connections;

/**
 * The names of the domains and streams that there are. No table lists them: each step goes into the index of streams
 * behind the name that was found last, and reads some entries there, so that neither the number of streams nor their
 * length counts. Names with the same beginning stand together in the order of each database.
 */
@Dependent
public class StreamNames {

    /**
     * The entries of the index that a step reads: short streams are found several at a time, a long one costs no more.
     */
    static final int ENTRIES_A_STEP = 50;

    static final String DOMAIN = "SELECT domain FROM eventstore_event WHERE domain > ? AND domain >= ?"
            + " ORDER BY domain, identifier, sequence LIMIT 1";

    private static final String IDENTIFIERS = "SELECT identifier FROM eventstore_event WHERE domain = ?"
            + " AND identifier >= ?%s ORDER BY domain, identifier, sequence LIMIT " + ENTRIES_A_STEP;

    static final String FIRST_IDENTIFIERS = IDENTIFIERS.formatted("");

    static final String NEXT_IDENTIFIERS = IDENTIFIERS.formatted(" AND identifier > ? AND identifier >= ?");

    private final Connections connections;

    @Inject
    StreamNames(Connections connections) {
        this.connections = connections;
    }

    /** @see org.schemeless.eventstore.spi.EventStorage#domains */
    public List<String> domains(@Nullable String after, int limit) {
        return connections.use(connection -> {
            List<String> domains = new ArrayList<>();
            String last = Objects.requireNonNullElse(after, "");
            List<String> next = step(connection, DOMAIN, last, behind(last));
            while (!next.isEmpty() && domains.size() < limit) {
                last = next.get(0);
                domains.add(last);
                next = domains.size() < limit ? step(connection, DOMAIN, last, behind(last)) : List.of();
            }
            return domains;
        });
    }

    /** @see org.schemeless.eventstore.spi.EventStorage#streams */
    public List<String> identifiers(String domain, String prefix, @Nullable String after, int limit) {
        return connections.use(connection -> {
            Found found = new Found(prefix, after, limit);
            boolean more = true;
            while (more) {
                String last = found.last;
                List<String> step = last == null
                        ? step(connection, FIRST_IDENTIFIERS, domain, prefix)
                        : step(connection, NEXT_IDENTIFIERS, domain, prefix, last, behind(last));
                more = found.addAll(step) && step.size() == ENTRIES_A_STEP;
            }
            return found.identifiers;
        });
    }

    /**
     * What no name is, and what comes right after a name where texts are compared character by character. H2 looks for
     * what is greater than a name from that name on, and so would read all entries that have it; to MySQL, which fills
     * with blanks, this comes before the name, and says nothing.
     */
    static String behind(String name) {
        return name + '\0';
    }

    private static List<String> step(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            List<String> names = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    /** The identifiers of a page while they are gathered. */
    private static final class Found {

        private final String prefix;
        private final int limit;
        private final List<String> identifiers = new ArrayList<>();
        private @Nullable String last;

        Found(String prefix, @Nullable String after, int limit) {
            this.prefix = prefix;
            this.last = after;
            this.limit = limit;
        }

        /** @return whether there may be more to find */
        boolean addAll(List<String> step) {
            for (String identifier : step) {
                if (identifiers.size() == limit || isBehindPrefix(identifier)) {
                    return false;
                }
                if (!identifier.equals(last) && identifier.startsWith(prefix)) {
                    identifiers.add(identifier);
                }
                last = identifier;
            }
            return true;
        }

        /**
         * To MySQL a name is equal to a prefix that adds blanks to it: it stands where those begin that have the
         * prefix.
         */
        private boolean isBehindPrefix(String identifier) {
            return !identifier.startsWith(prefix) && !prefix.startsWith(identifier);
        }
    }
}
