/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32;
import org.schemeless.eventstore.Tag;

/**
 * The slots of tags, rows of {@code eventstore_boundary} whose locks guard them. Which slot a tag has is the same for
 * all nodes and releases: it is stored with the tags. Two tags of one slot wait for each other, and nothing else.
 */
public final class TagSlots {

    private static final int SLOTS = 65_536;

    private TagSlots() {}

    /** The slot of this tag. */
    public static int of(Tag tag) {
        CRC32 hash = new CRC32();
        // no name has a control character
        hash.update((tag.name() + '\0' + tag.value()).getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % SLOTS);
    }

    /** The slots of these tags, ascending: the one order in which all take them. */
    public static List<Integer> of(Collection<Tag> tags) {
        return tags.stream().map(TagSlots::of).distinct().sorted().toList();
    }
}
