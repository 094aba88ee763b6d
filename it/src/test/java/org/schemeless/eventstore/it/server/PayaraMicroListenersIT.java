/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.server.Listeners;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.server.ServerKind;
import org.schemeless.eventstore.local.Ports;

/**
 * Payara Micro with its files of settings listens on this machine's own addresses only, with TLS as docs/servers/tls.md
 * has it.
 */
class PayaraMicroListenersIT {

    private static final String PASSWORD = "changeit";

    @Test
    @EnabledOnOs(OS.LINUX)
    void with_tls_it_shows_the_certificate_it_was_given_and_to_this_machine_only(@TempDir Path directory)
            throws Exception {
        Path keyStore = directory.resolve("eventstore.p12");
        makeKey(keyStore);
        int tls = Ports.free();
        try (PayaraMicro server = PayaraMicro.onH2WithTls(tls, keyStore, PASSWORD)) {
            ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
            URI stream = URI.create("https://localhost:" + tls + "/eventstore/api/streams/a/b/events");

            assertThat(statusOf(stream, keyStore)).isEqualTo(200);
            assertThat(Listeners.onThisMachine(process)).contains(server.uri().getPort(), tls);
            assertThat(Listeners.beyondThisMachine(process)).isEmpty();
        }
    }

    /** Trusts the certificate in the key store and no other. */
    private static int statusOf(URI uri, Path keyStore)
            throws GeneralSecurityException, IOException, InterruptedException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("eventstore", trusted.getCertificate("eventstore"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static void makeKey(Path keyStore) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "eventstore",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2.preboot", "mysql.preboot", "dynamodb.preboot"})
    void each_file_of_settings_binds_both_listeners(String file) {
        assertThat(ServerKind.read(ServerKind.shipped("payara").resolve(file)))
                .contains("network-listener.http-listener.address=127.0.0.1")
                .contains("network-listener.https-listener.address=127.0.0.1");
    }
}
