/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A command that is carried out once for ever, over all nodes: an append that names it keeps it in the same
 * transaction, and every later append that names it changes nothing and answers as the first.
 *
 * @param scope 1 to {@value Limits#COMMAND} characters: whose commands these are. Equal ids of different scopes have
 *     nothing to do with each other
 * @param id 1 to {@value Limits#COMMAND} characters
 * @param content up to {@value Limits#COMMAND} characters that stand for what the command says, as a hash of it does:
 *     the same id with other content is another command and refused. Empty becomes absent; where it is absent, in what
 *     was kept or in what is asked, nothing is compared
 */
public record Command(String scope, String id, @Nullable String content) implements Serializable {

    private static final String OF_SUBSCRIPTION = "$subscription ";

    /** @throws InvalidEventException if a member is missing or outside its limits */
    public Command {
        Names.required("command.scope", scope, Limits.COMMAND);
        Names.required("command.id", id, Limits.COMMAND);
        content = Names.optional("command.content", content, Limits.COMMAND);
    }

    /**
     * The command that a {@link Subscription} carries out for an event, for the one append that it makes for it: when
     * the event comes again, as it may where events and checkpoint have no transaction in common, the append changes
     * nothing and answers as the first time. It is made of the name and the event's id alone: under another name every
     * event is another command.
     *
     * <p>On DynamoDB one transaction keeps at most 98 commands, and refuses more with an
     * {@link InvalidEventException}. A subscription that appends so for each event, in the transaction of its batch,
     * needs a {@link Subscription#batchSize} of at most 98; by default it is 100.
     *
     * @param subscription its name
     */
    public static Command handling(String subscription, StoredEvent event) {
        String scope = OF_SUBSCRIPTION + subscription;
        return new Command(
                scope.codePointCount(0, scope.length()) > Limits.COMMAND
                        ? OF_SUBSCRIPTION + digest(subscription)
                        : scope,
                event.id(),
                null);
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
