/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.server.SharedServer;
import org.schemeless.eventstore.it.tool.server.Users;

/** Who may call the remote bean, asked by another application on the server for the users who have logged in there. */
@Tag("server")
class RemoteRolesIT {

    private final HttpClient client = Http11.client();

    @ParameterizedTest
    @CsvSource({"reader, read", "writer, write", "admin, read", "admin, write"})
    void who_has_the_role_may_call(String user, String call) throws Exception {
        assertThat(outcome(user, call)).isEqualTo("done");
    }

    @ParameterizedTest
    @CsvSource({
        "reader, write, storeEvents needs the role writer",
        "writer, read, getStreamSequence needs the role reader",
        "reader, carry-out&command=1, storeEvents needs the role writer",
        "writer, find-command&command=1, findCommand needs the role reader",
        "guest, read, 'The caller has none of the roles reader, writer, admin'",
        "guest, write, 'The caller has none of the roles reader, writer, admin'"
    })
    void who_has_not_the_role_is_refused(String user, String call, String reason) throws Exception {
        assertThat(outcome(user, call)).isEqualTo("refused: " + reason);
    }

    @Test
    void whom_the_server_does_not_know_may_do_nothing_unless_it_is_allowed() throws Exception {
        assertThat(answer("call=read")).startsWith("refused: The caller has none of the roles");
        assertThat(answer("call=write")).startsWith("refused: The caller has none of the roles");
    }

    @Test
    void a_command_is_carried_out_once_from_there_too() throws Exception {
        String command = "&command=" + UUID.randomUUID();

        assertThat(outcome("reader", "find-command" + command)).isEqualTo("none");
        String first = outcome("writer", "carry-out" + command);

        assertThat(first).startsWith("stored [AppendedEvent").endsWith("=1}");
        String again = first.replaceFirst("stored", "replayed");
        assertThat(outcome("writer", "carry-out" + command)).isEqualTo(again);
        assertThat(outcome("reader", "find-command" + command)).isEqualTo(again);
    }

    private String outcome(String user, String call) throws Exception {
        return answer("call=" + call + "&user=" + user + "&password=" + Users.password(user));
    }

    private String answer(String query) throws Exception {
        URI uri = SharedServer.GUARDED.get().uri().resolve("callers/remote?" + query);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
