/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import org.jspecify.annotations.Nullable;

/** The limits on input, the same on every backend. A character is a Unicode code point. */
public final class Limits {

    /** Characters of an event id, at least 1. */
    public static final int ID = 64;

    /** Characters of a domain, at least 1. */
    public static final int DOMAIN = 100;

    /** Characters of an identifier; none is the domain's own stream. */
    public static final int IDENTIFIER = 255;

    /** Characters of an event type, at least 1. */
    public static final int TYPE = 200;

    /** Characters of a correlation or causation id. */
    public static final int CAUSAL_ID = 64;

    /** Characters of a command's scope and id, at least 1 each, and of what stands for its content. */
    public static final int COMMAND = 64;

    /** Characters of the name of what folds a snapshot, at least 1. */
    public static final int SNAPSHOT_FOLD = 200;

    /** Characters that stand for the shape of a snapshot, at least 1. */
    public static final int SNAPSHOT_SHAPE = 64;

    /** Characters of a tag's name, at least 1. */
    public static final int TAG_NAME = 100;

    /** Characters of a tag's value, at least 1. */
    public static final int TAG_VALUE = 255;

    /** Tags of one event. */
    public static final int TAGS = 20;

    /** Different tags of one batch. */
    public static final int BATCH_TAGS = 1000;

    /** Characters of the type of a subject, at least 1. */
    public static final int SUBJECT_TYPE = 100;

    /** Characters of the id of a subject, at least 1. */
    public static final int SUBJECT_ID = 255;

    /** Personal members of one event. */
    public static final int PERSONAL = 100;

    /** Characters of a pointer to a personal member. */
    public static final int POINTER = 255;

    /** Characters of what an erasure rests on. */
    public static final int REQUEST = 200;

    /** Characters of the name of a master key, at least 1. */
    public static final int MASTER_KEY = 255;

    /** Characters of a wrapped key. */
    public static final int WRAPPED_KEY = 1000;

    /** Items of a query by tags. */
    public static final int QUERY_ITEMS = 100;

    /** Types that an item of a query by tags names. */
    public static final int QUERY_TYPES = 100;

    /** Characters of the name of a view, at least 1. */
    public static final int VIEW = 60;

    /** Characters of a key of a view, at least 1. */
    public static final int VIEW_KEY = 255;

    /** Bytes, in UTF-8 and without white space between tokens, of a payload, and of a meta object: 16 MiB. */
    public static final int JSON_BYTES = 16 * 1024 * 1024;

    /** Arrays and objects inside each other in a payload or a meta object. */
    public static final int JSON_DEPTH = 500;

    /** Characters of a number in JSON. */
    public static final int NUMBER_CHARACTERS = 1000;

    /** Magnitude of a number's exponent in JSON; wider than any decimal type of IEEE 754 (6,144 for decimal128). */
    public static final int NUMBER_EXPONENT = 9999;

    /** Events of one batch. */
    public static final int BATCH = 10_000;

    /**
     * The highest sequence an expectation may name, 2^53-1: the highest integer every JSON reader keeps (RFC 8259,
     * section 6).
     */
    public static final long SEQUENCE = (1L << 53) - 1;

    /** Events of one page. */
    public static final int PAGE = 1000;

    /** Positions of the log that are looked at for one page of those events that are wanted. */
    public static final int SCAN = 10_000;

    private Limits() {}

    /** Whether an event can have this id; one that cannot is unknown, whoever is asked for it. */
    public static boolean isId(@Nullable String id) {
        return isName(id, ID);
    }

    /** Whether an event can have this causation or correlation id. */
    public static boolean isCausalId(@Nullable String id) {
        return isName(id, CAUSAL_ID);
    }

    private static boolean isName(@Nullable String name, int max) {
        try {
            Names.required("id", name, max);
            return true;
        } catch (InvalidEventException e) {
            return false;
        }
    }
}
