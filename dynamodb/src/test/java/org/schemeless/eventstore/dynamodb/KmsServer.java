/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for AWS KMS: its HTTP interface (JSON 1.1) for Encrypt and Decrypt with symmetric keys, which are real. A
 * ciphertext names its key, and is bound to its encryption context. It can be told to answer otherwise.
 */
final class KmsServer implements AutoCloseable {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();
    private final List<JsonObject> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile @Nullable Refusal fault;

    /** What is answered. */
    private static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        final int status;

        Refusal(int status, String code) {
            super(code);
            this.status = status;
        }
    }

    KmsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Makes a key, and gives its ARN. */
    String key(String name) throws GeneralSecurityException {
        String arn = "arn:aws:kms:eu-central-1:111122223333:key/" + name;
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(256);
        keys.put(arn, generator.generateKey());
        return arn;
    }

    void delete(String arn) {
        keys.remove(arn);
    }

    /** From now on every request is answered so. */
    void refuse(int status, String code) {
        refuse(Integer.MAX_VALUE, status, code);
    }

    /** The same for so many requests. */
    void refuse(int times, int status, String code) {
        refusals.set(times);
        fault = new Refusal(status, code);
    }

    void recover() {
        fault = null;
    }

    /** The bodies of all requests. */
    List<JsonObject> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonObject body = Json.createReader(exchange.getRequestBody()).readObject();
            requests.add(body);
            try {
                Refusal refusal = fault;
                if (refusal != null && refusals.getAndDecrement() > 0) {
                    throw refusal;
                }
                send(exchange, 200, done(exchange.getRequestHeaders().getFirst("X-Amz-Target"), body));
            } catch (Refusal refused) {
                send(
                        exchange,
                        refused.status,
                        Json.createObjectBuilder()
                                .add("__type", String.valueOf(refused.getMessage()))
                                .add("message", "told to")
                                .build());
            }
        }
    }

    private JsonObject done(String target, JsonObject body) throws Refusal {
        String arn = body.getString("KeyId");
        byte[] context = context(body.getJsonObject("EncryptionContext"));
        return switch (target) {
            case "TrentService.Encrypt" ->
                Json.createObjectBuilder()
                        .add("KeyId", arn)
                        .add("CiphertextBlob", encrypted(arn, context, bytes(body, "Plaintext")))
                        .build();
            case "TrentService.Decrypt" ->
                Json.createObjectBuilder()
                        .add("KeyId", arn)
                        .add("Plaintext", decrypted(arn, context, bytes(body, "CiphertextBlob")))
                        .build();
            default -> throw new Refusal(400, "UnknownOperationException");
        };
    }

    private static byte[] context(@Nullable JsonObject context) {
        Map<String, String> sorted = new TreeMap<>();
        Optional.ofNullable(context)
                .ifPresent(given -> given.forEach((name, value) -> sorted.put(name, ((JsonString) value).getString())));
        return sorted.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(JsonObject body, String name) {
        return Base64.getDecoder().decode(body.getString(name));
    }

    private String encrypted(String arn, byte[] context, byte[] text) throws Refusal {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, arn, nonce, context, text);
        byte[] name = arn.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(1 + name.length + NONCE + sealed.length)
                        .put((byte) name.length)
                        .put(name)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    private String decrypted(String arn, byte[] context, byte[] blob) throws Refusal {
        int start = 1 + blob[0];
        if (blob.length < start + NONCE) {
            throw new Refusal(400, "InvalidCiphertextException");
        }
        if (!new String(blob, 1, blob[0], StandardCharsets.UTF_8).equals(arn)) {
            throw new Refusal(400, "IncorrectKeyException");
        }
        return Base64.getEncoder()
                .encodeToString(cipher(
                        Cipher.DECRYPT_MODE,
                        arn,
                        Arrays.copyOfRange(blob, start, start + NONCE),
                        context,
                        Arrays.copyOfRange(blob, start + NONCE, blob.length)));
    }

    private byte[] cipher(int mode, String arn, byte[] nonce, byte[] context, byte[] text) throws Refusal {
        SecretKey key = keys.get(arn);
        if (key == null) {
            throw new Refusal(400, "NotFoundException");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context);
            return cipher.doFinal(text);
        } catch (AEADBadTagException e) {
            throw new Refusal(400, "InvalidCiphertextException");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, JsonObject body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
