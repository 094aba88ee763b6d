/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One that asks for the log and then reads nothing of the answer. */
public final class SilentClient implements AutoCloseable {

    private static final int SMALL_BUFFER = 4096;
    private static final int PATIENCE_MILLIS = 120_000;

    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private final Socket socket = new Socket();

    public SilentClient(Store store, String path, String accept) {
        try {
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), store.port()));
            String request =
                    "GET /eventstore/api/" + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what is there until the server has ended the answer or the connection; how many bytes that was. */
    public long readToEnd() {
        long count = 0;
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[SMALL_BUFFER];
            String tail = "";
            while (!tail.endsWith(LAST_CHUNK)) {
                int read = in.read(buffer);
                if (read < 0) {
                    return count;
                }
                count += read;
                String text = tail + new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                tail = text.substring(Math.max(0, text.length() - LAST_CHUNK.length()));
            }
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            // a reset is an end as well
        }
        return count;
    }

    /** Waits for the beginning of the answer. */
    public int status() {
        try {
            byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
