/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.key.KmsMasterKey;
import org.schemeless.eventstore.dynamodb.start.Clients;
import org.schemeless.eventstore.dynamodb.start.Settings;
import org.schemeless.eventstore.dynamodb.start.SettingsReader;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.spi.MasterKey;
import org.schemeless.eventstore.spi.MasterKeys;
import software.amazon.awssdk.services.kms.KmsClient;

/** Master keys in AWS KMS, whatever storage has events and keys. A client is made when a setting names such a key. */
@ApplicationScoped
class KmsMasterKeys implements MasterKeys {

    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:kms:([a-z0-9-]+):[0-9]{12}:key/[A-Za-z0-9-]+");

    private final Map<String, KmsClient> clients = new ConcurrentHashMap<>();
    private final @Nullable Config config;

    KmsMasterKeys() {
        this(null);
    }

    /** Those of these settings, without a container. */
    KmsMasterKeys(@Nullable Config config) {
        this.config = config;
    }

    @Override
    public String kind() {
        return "kms";
    }

    @Override
    public MasterKey named(String which) {
        Matcher arn = ARN.matcher(which);
        if (!arn.matches()) {
            throw new IllegalStateException("the master key \"kms:" + which
                    + "\" is none; allowed: kms: and the ARN of a key, as in "
                    + "kms:arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        }
        Settings.Kms settings = new SettingsReader(config == null ? ConfigProvider.getConfig() : config).readKms();
        KmsClient client = clients.computeIfAbsent(arn.group(1), region -> Clients.kms(settings, region));
        return new KmsMasterKey(client, which, new RequestRetries(settings.budget(), measurement -> {}));
    }

    @PreDestroy
    void stop() {
        clients.values().forEach(KmsClient::close);
    }
}
