/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * A work that the store and its rivals do in turn.
 *
 * @param name to ask for it alone
 * @param title what is done, for the table
 * @param store by which of its ways the store does it, a name among the contenders
 * @param targets the rivals, and what is to be reached beside each
 */
record Comparison(String name, String title, String store, Work work, List<Target> targets) {

    /** The store's own name among the contenders, as applications call it. */
    static final String STORE = "store";

    /**
     * @param rival its name
     * @param label what it is called in the table
     * @param ratio how many times its events a second the store is to reach; 0 if that is only to be stated
     */
    record Target(String rival, String label, double ratio) {}

    static Comparison of(String name, String title, Work work, Target... targets) {
        return new Comparison(name, title, STORE, work, List.of(targets));
    }

    /** The same with the store over HTTP. */
    static Comparison overHttp(String name, String title, Work work, Target... targets) {
        return by(Contenders.HTTP, name, title, work, targets);
    }

    /** @param store by which of its ways the store does it */
    static Comparison by(String store, String name, String title, Work work, Target... targets) {
        return new Comparison(name, title, store, work, List.of(targets));
    }

    /** All that work in one round. */
    List<String> contenders() {
        return Stream.concat(Stream.of(store), targets.stream().map(Target::rival))
                .toList();
    }
}
