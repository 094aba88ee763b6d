/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A work that the store and its rivals do in turn.
 *
 * @param name to ask for it alone
 * @param title what is done, for the table
 * @param work the parameters of the request, without rival and time
 * @param targets the rivals, and what is to be reached beside each
 */
record Comparison(String name, String title, Map<String, Object> work, List<Target> targets) {

    /** The store's own name among the rivals. */
    static final String STORE = "store";

    /**
     * @param rival its name
     * @param label what it is called in the table
     * @param ratio how many times its events a second the store is to reach
     */
    record Target(String rival, String label, double ratio) {}

    static Comparison of(String name, String title, Map<String, Object> work, Target... targets) {
        Map<String, Object> whole = new HashMap<>(Map.of("clients", 1, "size", 1, "stream", name, "length", 0));
        whole.putAll(work);
        return new Comparison(name, title, whole, List.of(targets));
    }

    /** All that is run in one round. */
    List<String> contenders() {
        List<String> rivals = targets.stream().map(Target::rival).toList();
        return Stream.concat(Stream.of(STORE), rivals.stream()).toList();
    }
}
