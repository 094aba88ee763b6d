/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection of HTTP/1.1 that is kept as long as the server keeps it, and then made anew; for one thread. It shares
 * the processor with the server that is measured, so it does no more than it must.
 */
final class HttpConnection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final String LENGTH = "content-length:";
    private static final String CLOSE = "connection: close";
    private static final String CHUNKED = "transfer-encoding: chunked";

    private final URI server;
    private Socket socket;
    private InputStream in;

    HttpConnection(URI server) throws IOException {
        this.server = server;
        socket = connected();
        in = input();
    }

    private Socket connected() throws IOException {
        Socket connected = new Socket(server.getHost(), server.getPort());
        connected.setTcpNoDelay(true);
        return connected;
    }

    private InputStream input() throws IOException {
        return new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /** The bytes of a request, which may be sent again and again. */
    byte[] get(URI address) {
        return request("GET", address, "", "");
    }

    /** The bytes of a request with a body of JSON, which is ASCII. */
    byte[] post(URI address, String json) {
        return request(
                "POST", address, "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n", json);
    }

    private byte[] request(String method, URI address, String headers, String body) {
        String path = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        return (method + " " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAccept: application/json\r\n"
                        + headers + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends a request and reads all of its answer.
     *
     * @return the status
     */
    int send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().substring(9, 12));
        long length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            chunked |= lower.equals(CHUNKED);
            last |= lower.equals(CLOSE);
            if (lower.startsWith(LENGTH)) {
                length = Long.parseLong(lower.substring(LENGTH.length()).strip());
            }
        }
        if (chunked) {
            skipChunks();
        } else {
            in.skipNBytes(length);
        }
        if (last) {
            socket.close();
            socket = connected();
            in = input();
        }
        return status;
    }

    private void skipChunks() throws IOException {
        long length;
        do {
            length = Long.parseLong(line(), 16);
            in.skipNBytes(length + 2);
        } while (length > 0);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server has ended the connection within an answer");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
