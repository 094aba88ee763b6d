/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * One connection by way of the proxy: two sockets, and a thread for each direction. Both send at once, as the client
 * and the server do: else what follows of a request waits up to 40 ms for the acknowledgement of its beginning.
 */
final class ProxiedConnection {

    private static final int BUFFER = 64 * 1024;

    private final Socket client;
    private final Socket server;
    private final Supplier<Fault> fault;

    ProxiedConnection(Socket client, InetSocketAddress target, Supplier<Fault> fault) throws IOException {
        this.client = client;
        this.fault = fault;
        try {
            server = new Socket(target.getAddress(), target.getPort());
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    void start(Runnable atEnd) {
        inBackground(() -> {
            pump(server, client, Fault.Sender.SERVER);
            atEnd.run();
        });
        inBackground(() -> pump(client, server, Fault.Sender.CLIENT));
    }

    private void pump(Socket from, Socket to, Fault.Sender sender) {
        byte[] buffer = new byte[BUFFER];
        try {
            int length = from.getInputStream().read(buffer);
            while (length >= 0) {
                fault.get().strike(this, sender, new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                to.getOutputStream().write(buffer, 0, length);
                length = from.getInputStream().read(buffer);
            }
            close();
        } catch (IOException | InterruptedException e) {
            reset();
        }
    }

    /** Ends it so that both sides see an error, not an end. */
    void reset() {
        try {
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
            close();
        } catch (IOException e) {
            // it had ended already
        }
    }

    private void close() throws IOException {
        client.close();
        server.close();
    }

    static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
