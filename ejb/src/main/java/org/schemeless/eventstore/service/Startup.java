/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Properties;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.service.personal.PersonalStart;
import org.schemeless.eventstore.spi.EventStorage;

/**
 * Makes the storage ready before the application serves; the deployment fails if it cannot. Public because a session
 * bean must be; not for applications.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {

    private static final Logger LOG = System.getLogger(Startup.class.getName());

    private static final String VERSION = "version.properties";

    @Inject
    private EventStorage storage;

    @Inject
    private PersonalStart personal;

    private final String version = readVersion();

    private String kept = "";

    @PostConstruct
    void start() {
        try {
            kept = storage.start();
            personal.start();
            LOG.log(Level.INFO, "event store " + version + " is ready: " + kept);
        } catch (IllegalStateException e) {
            // once, in a line of its own: servers bury it in the traces of their containers
            LOG.log(Level.ERROR, "the event store does not start: " + Mishaps.withoutPasswords("" + e.getMessage()));
            throw e;
        }
    }

    /** The version of the event store. */
    @Lock(LockType.READ)
    public String version() {
        return version;
    }

    /** What events are kept in, in a few words. */
    @Lock(LockType.READ)
    public String storage() {
        return kept;
    }

    private static String readVersion() {
        try (InputStream file = Startup.class.getResourceAsStream(VERSION)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(file, VERSION));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
