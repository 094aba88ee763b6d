/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts the backend that the build asks for before Arquillian reads its configuration, once for all tests of a run, and
 * stops it after them.
 */
public final class BackendListener implements LauncherSessionListener {

    static final String LOOPBACK =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1";

    private Backend backend;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String name = System.getProperty("eventstore.it.backend");
        if (name == null || backend != null) {
            return;
        }
        Path directory = Path.of(System.getProperty("eventstore.it.directory"));
        backend = switch (name) {
            case "h2" -> new H2Backend(directory);
            default -> throw new IllegalArgumentException("no such backend: " + name);
        };
        try {
            System.setProperty("eventstore.it.options", backend.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (backend != null) {
            backend.close();
        }
    }
}
