/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;

/** The database as a test inside the server can harm it. */
public enum Database {
    /** The network passes everything. */
    PASS,
    /** Open connections are reset, new ones too. */
    REFUSE,
    /** The next commit is done, but its answer never arrives. */
    CUT_ANSWER_TO_COMMIT,
    /** The same with the next insert of events, which is a commit if there is no transaction. */
    CUT_ANSWER_TO_INSERT,
    /** Fails if the answer that was to be cut has never been asked for. */
    HAS_CUT,
    /** The process is killed. */
    KILL,
    /** The killed process starts again with its data. */
    START;

    public void now() {
        send("/" + name().toLowerCase(Locale.ROOT).replace('_', '-'), "");
    }

    /** Another node, with a connection of its own, writes and has not committed yet. */
    public static void write(String sql) {
        send("/write", sql);
    }

    /** The other node commits as soon as so many transactions wait for locks. */
    public static void commitWhenAwaitedBy(int count) {
        send("/commit", Integer.toString(count));
    }

    private static void send(String path, String body) {
        URI uri = URI.create("http://127.0.0.1:" + System.getProperty(DatabaseControl.PORT) + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (response.statusCode() != DatabaseControl.DONE) {
                throw new IllegalStateException(path + ": " + response.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
