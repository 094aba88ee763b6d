/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the metrics of a store say. */
public final class Metric {

    private Metric() {}

    /** The value of a line, given its name and labels; 0 if it is not there. */
    public static double of(Store store, String name) {
        Reply reply = store.get("metrics").is(200);
        assertThat(reply.header("Content-Type")).startsWith("text/plain");
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(reply.body());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
