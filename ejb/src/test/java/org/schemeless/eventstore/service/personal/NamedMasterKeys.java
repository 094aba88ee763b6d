/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.schemeless.eventstore.spi.MasterKey;
import org.schemeless.eventstore.spi.MasterKeys;

/** Master keys that are made of their names. */
final class NamedMasterKeys implements MasterKeys {

    @Override
    public String kind() {
        return "test";
    }

    @Override
    public MasterKey named(String which) {
        byte[] secret = Arrays.copyOf(which.getBytes(StandardCharsets.UTF_8), AesGcm.KEY);
        return new AesMasterKey("test:" + which, new SecretKeySpec(secret, "AES"));
    }
}
