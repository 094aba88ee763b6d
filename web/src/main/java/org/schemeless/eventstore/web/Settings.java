/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import org.eclipse.microprofile.config.ConfigProvider;

/** What an administrator sets of the front end, by MicroProfile Config. */
final class Settings {

    private static final long MAX_BODY = 64L * 1024 * 1024;

    private static final long MAX_PAGE = 32L * 1024 * 1024;

    private static final long LEAST_BODY_MEMORY = 1024L * 1024;

    /** What is made of a body takes several times its bytes, and the server needs its own. */
    private static final int PARTS_OF_HEAP = 16;

    private Settings() {}

    /** The bytes of a request body, {@code eventstore.http.max-body}; 64 MiB unless set. */
    static long maxBody() {
        return ConfigProvider.getConfig()
                .getOptionalValue("eventstore.http.max-body", Long.class)
                .orElse(MAX_BODY);
    }

    /**
     * The bytes of request bodies that are in memory at once, {@code eventstore.http.body-memory}; a sixteenth of the
     * largest heap unless set, and never less than 1 MiB.
     */
    static long bodyMemory() {
        return Math.max(
                LEAST_BODY_MEMORY,
                ConfigProvider.getConfig()
                        .getOptionalValue("eventstore.http.body-memory", Long.class)
                        .orElse(Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP));
    }

    /** The bytes of payload and meta after which a page ends, {@code eventstore.http.max-page}; 32 MiB unless set. */
    static long maxPage() {
        return ConfigProvider.getConfig()
                .getOptionalValue("eventstore.http.max-page", Long.class)
                .orElse(MAX_PAGE);
    }

    /** Whether an append has to say what it expects, {@code eventstore.http.require-precondition}; false unless set. */
    static boolean isPreconditionRequired() {
        return ConfigProvider.getConfig()
                .getOptionalValue("eventstore.http.require-precondition", Boolean.class)
                .orElse(false);
    }
}
