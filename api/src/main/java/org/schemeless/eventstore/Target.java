/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Which rows of the application's own tables belong to a build of an {@link EntityProjection}.
 *
 * @param view the name of the projection
 * @param version of what writes them
 * @param build its number: 1, 2, 3 … of the view
 */
public record Target(String view, int version, int build) implements Serializable {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,49}");

    /** That of a build. */
    public static Target of(ViewBuild build) {
        return new Target(build.view(), build.version(), build.build());
    }

    /**
     * The name of the table of this build: the given one, with the build's number at its end, as {@code report_3}. Two
     * projections need different ones.
     *
     * @param name a letter, then up to 49 letters, digits and underscores, all of ASCII, so that it can stand in SQL
     * @throws IllegalArgumentException if it is no such name
     */
    public String table(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the table \"" + name + "\" of the view \"" + view
                    + "\" has no such name: a letter, then up to 49 letters, digits and underscores");
        }
        return name + "_" + build;
    }
}
