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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Stands between a client and a server on this machine and does the harm a network does. It passes everything until
 * told otherwise; what it is told holds for open connections as well as for new ones.
 */
public final class TcpProxy implements AutoCloseable {

    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocket entrance;
    private final InetSocketAddress target;
    private volatile Fault fault = Fault.none();

    private TcpProxy(InetSocketAddress target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProxiedConnection.inBackground(this::accept);
    }

    /** A proxy before a port of this machine. */
    public static TcpProxy before(int target) {
        return new TcpProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    }

    /** A proxy before a port of any machine. */
    public static TcpProxy before(String host, int target) {
        return new TcpProxy(new InetSocketAddress(host, target));
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** No harm from now on. */
    public void pass() {
        become(Fault.none());
    }

    /** Whatever is sent, either way, arrives later by this. */
    public void delay(Duration time) {
        become(Fault.delay(time));
    }

    /** Connections are accepted, and nothing arrives; what was held back arrives when this ends. */
    public void blackHole() {
        become(Fault.blackHole());
    }

    /** Open connections are reset at once, new ones at their first byte. */
    public void refuse() {
        become(Fault.refuse());
        connections.forEach(ProxiedConnection::reset);
    }

    /**
     * The next request that matches reaches the server, but instead of its answer comes a reset. Only once; all else
     * passes.
     *
     * @param request decides by the bytes the client sent, each as a character from 0 to 255
     */
    public void cutAnswerTo(Predicate<String> request) {
        become(Fault.cutAnswerTo(request));
    }

    /**
     * The next request that matches does not reach the server; a reset comes instead, for both. Only once; all else
     * passes.
     *
     * @param request decides by the bytes the client sends, each as a character from 0 to 255
     */
    public void cutRequest(Predicate<String> request) {
        become(Fault.cut(Fault.Sender.CLIENT, request));
    }

    /**
     * The next part of an answer that matches does not reach the client; a reset comes instead, for both. Only once;
     * all else passes.
     *
     * @param answer decides by the bytes the server sends, each as a character from 0 to 255
     */
    public void cutAnswer(Predicate<String> answer) {
        become(Fault.cut(Fault.Sender.SERVER, answer));
    }

    private void become(Fault next) {
        Fault previous = fault;
        fault = next;
        previous.end();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                ProxiedConnection connection = new ProxiedConnection(entrance.accept(), target, () -> fault);
                connections.add(connection);
                connection.start(() -> connections.remove(connection));
            } catch (IOException e) {
                // client, server or this proxy is gone: the next one may have more luck
            }
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        refuse();
        pass();
    }
}
