/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.util.List;
import org.schemeless.eventstore.EventImport;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.service.personal.PersonalStart;
import org.schemeless.eventstore.spi.SubjectKeys;
import org.schemeless.eventstore.tck.PersonalFixture;

/** A test inside a server whose store has a master key, on the backend of the run. */
public abstract class OnSealingServer extends OnServer implements PersonalFixture {

    @Inject
    private PersonalData personal;

    @EJB
    private EventImport imports;

    @EJB
    private ServerCaller caller;

    @EJB
    private KeptInSql sql;

    @Inject
    private SubjectKeys keys;

    @Inject
    private PersonalStart start;

    @Inject
    private Listening listening;

    @Override
    public PersonalData personal() {
        return personal;
    }

    @Override
    public EventImport imports() {
        return imports;
    }

    @Override
    public List<StoredEvent> sealedLog(long after, int limit) {
        return caller.store().readAllSealed(after, limit);
    }

    private Kept kept() {
        return erasesInTransaction() ? sql : new KeptInDynamoDb(keys);
    }

    @Override
    public boolean isKept(String text) {
        return kept().has(text);
    }

    @Override
    public void takenAwayElsewhere(KeyId key) {
        inTransaction(() -> keys.remove(key));
    }

    @Override
    public void restored(WrappedKey key) {
        kept().putBack(key);
    }

    @Override
    public void startAgain() {
        start.start();
    }

    @Override
    public boolean erasesInTransaction() {
        return keys.isInTransactionOfEvents();
    }

    @Override
    public List<String> listened() {
        return listening.given();
    }

    @Override
    public String listenedDomain() {
        return Listening.DOMAIN;
    }
}
