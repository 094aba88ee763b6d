/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.local.Ports;

/**
 * A proxy before a store, as it comes: nothing is set but where it leads. It serves the store at another path than the
 * store has.
 */
public final class HttpProxy implements AutoCloseable {

    /** The proxies that there are on Debian. */
    public enum Kind {
        NGINX("nginx.conf") {
            @Override
            String configuration(int port, int target, Path directory) {
                return """
                    daemon off;
                    master_process off;
                    pid %2$s/pid;
                    error_log stderr;
                    events {}
                    http {
                      access_log off;
                      client_body_temp_path %2$s/body;
                      proxy_temp_path %2$s/proxy;
                      fastcgi_temp_path %2$s/fastcgi;
                      uwsgi_temp_path %2$s/uwsgi;
                      scgi_temp_path %2$s/scgi;
                      server {
                        listen 127.0.0.1:%1$d;
                        location /shop/store/ { proxy_pass http://127.0.0.1:%3$d/eventstore/; }
                      }
                    }
                    """.formatted(port, directory, target);
            }

            @Override
            List<String> command(Path configuration) {
                return List.of("nginx", "-e", "stderr", "-c", configuration.toString());
            }
        },
        HAPROXY("haproxy.cfg") {
            @Override
            String configuration(int port, int target, Path directory) {
                return """
                    defaults
                      mode http
                      timeout connect 5s
                      timeout client 60s
                      timeout server 60s
                    frontend stores
                      bind 127.0.0.1:%1$d
                      http-request replace-path /shop/store/(.*) /eventstore/\\1
                      default_backend store
                    backend store
                      server one 127.0.0.1:%2$d
                    """.formatted(port, target);
            }

            @Override
            List<String> command(Path configuration) {
                return List.of("haproxy", "-db", "-f", configuration.toString());
            }
        };

        private final String file;

        Kind(String file) {
            this.file = file;
        }

        abstract String configuration(int port, int target, Path directory);

        abstract List<String> command(Path configuration);
    }

    private final int port = Ports.free();
    private final Path directory = Directories.fresh("proxy");
    private final ServerProcess process;

    private HttpProxy(Kind kind, int target) {
        Path configuration = directory.resolve(kind.file);
        ServerKind.write(configuration, kind.configuration(port, target, directory));
        process = ServerProcess.start(
                kind.command(configuration),
                Map.of(),
                directory,
                directory.resolveSibling(directory.getFileName() + ".log"));
        process.awaitReady(this::isOpen);
    }

    /** A started proxy before the server at this port of the loopback interface. */
    public static HttpProxy before(Kind kind, int port) {
        return new HttpProxy(kind, port);
    }

    private boolean isOpen() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The base of the store's URLs there, with a slash at its end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/shop/store/");
    }

    /** Ends it; its files are gone, the log stays. */
    @Override
    public void close() {
        process.kill();
        Directories.delete(directory);
    }
}
