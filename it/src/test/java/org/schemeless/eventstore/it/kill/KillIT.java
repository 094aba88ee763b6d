/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.kill;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.kill.KillRounds;
import org.schemeless.eventstore.it.tool.kill.StoreClient;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/**
 * The promise that is worth most: what was acknowledged is there, whole and in order, and what was not is there whole
 * or not at all, whoever is killed and when. {@code -Dkills=1000} kills as often as that.
 */
@Tag("kill")
class KillIT {

    private static final int KILLS = Integer.getInteger("kills", 9);
    private static final int KILLS_ON_H2 = (KILLS + 2) / 3;

    @Test
    void on_H2_the_store_keeps_its_word_when_the_server_is_killed() throws IOException {
        try (PayaraMicro server = PayaraMicro.onH2()) {
            KillRounds rounds = new KillRounds(new StoreClient(server.uri()));
            for (int i = 0; i < KILLS_ON_H2; i++) {
                rounds.kill(server::kill, server::start);
            }
            rounds.finish();
            System.out.println("H2: " + rounds);
        }
    }

    @Test
    void on_MySQL_the_store_keeps_its_word_when_the_database_or_the_server_is_killed() throws IOException {
        try (MySqlServer database = MySqlServer.durable();
                PayaraMicro server = PayaraMicro.onMySql(database)) {
            KillRounds rounds = new KillRounds(new StoreClient(server.uri()));
            for (int i = KILLS_ON_H2; i < KILLS; i++) {
                boolean databaseNow = i % 2 == 0;
                rounds.kill(databaseNow ? database::kill : server::kill, databaseNow ? database::start : server::start);
            }
            rounds.finish();
            System.out.println("MySQL: " + rounds);
        }
    }
}
