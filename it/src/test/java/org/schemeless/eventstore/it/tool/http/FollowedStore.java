/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.nio.file.Path;
import java.util.Map;
import org.schemeless.eventstore.it.tool.application.ApplicationArchive;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.server.SqlDatabase;
import org.schemeless.eventstore.local.LocalAws;

/** A store whose log is empty, with an application beside it that writes and follows, on a server of its own. */
public final class FollowedStore implements AutoCloseable {

    private final PayaraMicro server;
    private final Runnable endBackend;

    private FollowedStore(PayaraMicro server, Runnable endBackend) {
        this.server = server;
        this.endBackend = endBackend;
    }

    /** @param directory for the archive */
    public static FollowedStore start(Path directory) {
        Path application = ApplicationArchive.file(directory);
        String backend = System.getProperty("eventstore.it.http");
        return switch (backend) {
            case "h2" -> new FollowedStore(PayaraMicro.onH2(application), () -> {});
            case "mysql" -> onMySql(application);
            case "dynamodb" -> onDynamoDb(application);
            default -> throw new IllegalStateException("no such backend: " + backend);
        };
    }

    private static FollowedStore onMySql(Path application) {
        SqlDatabase database = SqlDatabase.of(DatabaseKind.MYSQL);
        return new FollowedStore(PayaraMicro.onMySql(database, application), database::close);
    }

    private static FollowedStore onDynamoDb(Path application) {
        LocalAws aws = ProxiedStore.localAws();
        return new FollowedStore(PayaraMicro.onDynamoDb(aws.settings(), Map.of(), application), aws::close);
    }

    public Store store() {
        return new Store(server.uri());
    }

    @Override
    public void close() {
        server.close();
        endBackend.run();
    }
}
