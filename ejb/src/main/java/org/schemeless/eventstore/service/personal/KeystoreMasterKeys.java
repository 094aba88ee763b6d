/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import javax.crypto.SecretKey;
import org.eclipse.microprofile.config.ConfigProvider;
import org.schemeless.eventstore.spi.MasterKey;
import org.schemeless.eventstore.spi.MasterKeys;

/** Master keys of a PKCS#12 file: {@code keystore:PATH#ALIAS}. Their name is the alias alone: the file may move. */
@Dependent
class KeystoreMasterKeys implements MasterKeys {

    static final String PASSWORD = "eventstore.personal.keystore-password";

    @Override
    public String kind() {
        return "keystore";
    }

    @Override
    public MasterKey named(String which) {
        int hash = which.lastIndexOf('#');
        if (hash < 1 || hash == which.length() - 1) {
            throw new IllegalStateException("\"keystore:" + which + "\" names no key: give the path of a PKCS#12 file,"
                    + " #, and the alias of a secret key in it");
        }
        String alias = which.substring(hash + 1);
        String path = which.substring(0, hash);
        String password = ConfigProvider.getConfig()
                .getOptionalValue(PASSWORD, String.class)
                .orElseThrow(() -> new IllegalStateException(
                        "the key store " + path + " has a password, and " + PASSWORD + " is not set"));
        return new AesMasterKey("keystore:" + alias, secret(path, alias, password.toCharArray()));
    }

    static SecretKey secret(String path, String alias, char[] password) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            Key key = store.getKey(alias, password);
            if (key instanceof SecretKey secret && isAes256(secret)) {
                return secret;
            }
            throw new IllegalStateException("the key store " + path + " has "
                    + (key == null ? "no key " : "something else than an AES key of 256 bits as ") + alias
                    + ": keytool -genseckey -keyalg AES -keysize 256 makes one");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the key store " + path + " cannot be read with the password of " + PASSWORD + ": " + e, e);
        }
    }

    private static boolean isAes256(SecretKey key) {
        byte[] bytes = key.getEncoded();
        return key.getAlgorithm().equals("AES") && bytes != null && bytes.length == AesGcm.KEY;
    }
}
