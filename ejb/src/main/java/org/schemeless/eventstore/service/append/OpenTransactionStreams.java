/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.spi.Append;

/**
 * The streams to which open transactions of callers of this node have appended, or which they hold where they are, the
 * tags they hold, the subjects whose keys they hold, and the commands they carry out: whoever else appends there, or
 * carries the same out, waits for their end, and had better not keep others waiting with it.
 */
@ApplicationScoped
public class OpenTransactionStreams {

    private final Map<Object, Integer> open = new ConcurrentHashMap<>();

    /** What others would wait for until the transaction of this append ends. */
    static Set<Object> heldBy(Append append) {
        Set<Object> held = new HashSet<>(append.guardedStreams());
        held.addAll(append.guardedTags());
        append.events()
                .forEach(event -> event.personal().stream()
                        .flatMap(members -> Stream.ofNullable(members.subject()))
                        .forEach(held::add));
        Command command = append.command();
        if (command != null) {
            held.add(List.of(command.scope(), command.id()));
        }
        return held;
    }

    void add(Collection<?> held) {
        held.forEach(one -> open.merge(one, 1, Integer::sum));
    }

    void remove(Collection<?> held) {
        held.forEach(one -> open.computeIfPresent(one, (key, times) -> times == 1 ? null : times - 1));
    }

    boolean isAnyOf(Append append) {
        return !open.isEmpty() && heldBy(append).stream().anyMatch(open::containsKey);
    }
}
