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
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.schemeless.eventstore.spi.MasterKey;
import org.schemeless.eventstore.spi.MasterKeys;

/** Master keys in environment variables, or wherever MicroProfile Config finds a value: {@code env:NAME}. */
@Dependent
class EnvironmentMasterKeys implements MasterKeys {

    @Override
    public String kind() {
        return "env";
    }

    @Override
    public MasterKey named(String which) {
        Optional<String> value =
                which.isEmpty() ? Optional.empty() : ConfigProvider.getConfig().getOptionalValue(which, String.class);
        return named(
                which,
                value.orElseThrow(() -> new IllegalStateException(
                        "the text behind env: names a master key, but there is no environment variable or"
                                + " setting of that name; it is not told, since it may be a key")));
    }

    static MasterKey named(String which, String value) {
        byte[] bytes = bytes(value);
        if (bytes.length != AesGcm.KEY) {
            throw new IllegalStateException("the value of " + which + " is no master key: it has to be Base64 of "
                    + AesGcm.KEY + " bytes, such as openssl rand -base64 " + AesGcm.KEY + " gives");
        }
        return new AesMasterKey("env:" + which, new SecretKeySpec(bytes, "AES"));
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
