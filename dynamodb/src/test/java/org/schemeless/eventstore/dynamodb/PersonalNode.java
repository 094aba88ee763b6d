/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.dynamodb.start.Preparation;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.SubjectKeys;

/**
 * A node that appends events with personal members and erases subjects, in the steps in which the service does it, with
 * ciphers of the JDK. It caches no key.
 */
final class PersonalNode {

    static final String POINTER = "/name";
    private static final int ATTEMPTS = 5;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] MASTER_KEY = new byte[32];
    private static final SecureRandom RANDOM = new SecureRandom();

    final Store store;
    final DynamoDbSubjectKeys keys;

    PersonalNode(Store store) {
        this.store = store;
        Preparation preparation = new Preparation(
                store.settings, store.clients, new RequestRetries(store.settings.budget(), measurement -> {}));
        keys = new DynamoDbSubjectKeys(new StorageLifecycle(store.assembly, store.transaction, preparation));
    }

    /** A process that appends, or erases, and is killed. */
    public static void main(String[] arguments) throws IOException {
        List<String> own = DyingProcess.own(arguments);
        DyingProcess.work(arguments, store -> {
            PersonalNode node = new PersonalNode(store);
            if (own.get(0).equals("erase")) {
                node.erase(subject(own.get(1)));
            } else {
                node.append(
                        batch(own.get(1), Integer.parseInt(own.get(2)), Integer.parseInt(own.get(3))),
                        ExpectedSequence.noStream());
            }
        });
    }

    static Subject subject(String name) {
        return Subject.of("customer", name);
    }

    static String name(String subject) {
        return "Name of " + subject;
    }

    /** An event with the name of a subject. */
    static NewEvent event(StreamId stream, String... subjects) {
        NewEvent.Builder event = Sample.builder(stream);
        StringBuilder payload = new StringBuilder("{\"amount\":1");
        for (String subject : subjects) {
            String member = subjects.length == 1 ? "name" : "name-" + subject;
            payload.append(",\"%s\":\"%s\"".formatted(member, name(subject)));
            event.personal(subject(subject), "/" + member);
        }
        return event.payloadJson(payload.append('}').toString()).build();
    }

    /** The same batch in every process: of so many subjects in turn, each with a stream of its own. */
    static List<NewEvent> batch(String name, int events, int subjects) {
        return IntStream.range(0, events)
                .mapToObj(i -> {
                    String subject = "%s-%03d".formatted(name, i % subjects);
                    return NewEvent.in(StreamId.of("person", subject), "moved")
                            .id(name + "-" + i)
                            .created(Instant.EPOCH)
                            .payloadJson("{\"number\":%d,\"name\":\"%s\"}".formatted(i, name(subject)))
                            .personal(subject(subject), POINTER)
                            .build();
                })
                .toList();
    }

    /** Makes the table of keys. */
    void start() {
        keys.start();
        store.requests.clear();
    }

    AppendResult append(List<NewEvent> clear, ExpectedSequence expected) {
        return append(new Append(clear, expected, Set.of()));
    }

    /** Encrypts and appends; anew if a key is gone meanwhile. */
    AppendResult append(Append clear) {
        for (int i = 1; ; i++) {
            try {
                return store.append(sealed(clear));
            } catch (GoneKeysException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** By the keys that its subjects have, or get. */
    Append sealed(Append clear) {
        return sealed(clear, this::key);
    }

    WrappedKey key(Subject subject) {
        return keys.of(subject).orElseGet(() -> keys.keep(fresh(subject)));
    }

    Append sealed(Append clear, Function<Subject, WrappedKey> ofSubject) {
        return clear.sealed(
                clear.events().stream().map(event -> sealed(event, ofSubject)).toList(), this::opened);
    }

    private static NewEvent sealed(NewEvent clear, Function<Subject, WrappedKey> ofSubject) {
        JsonText payload = clear.payload();
        List<PersonalMembers> personal = new ArrayList<>();
        for (PersonalMembers members : clear.personal()) {
            WrappedKey key = ofSubject.apply(members.subject());
            personal.add(new PersonalMembers(null, key.id(), members.pointers(), PersonalMembers.Form.SEALED));
            for (String pointer : members.pointers()) {
                String text = payload.at(pointer).orElseThrow().toString();
                payload = payload.with(pointer, JsonText.string(encrypted(unwrapped(key), text.getBytes(UTF_8))))
                        .orElseThrow();
            }
        }
        return clear.with(payload, personal);
    }

    static WrappedKey fresh(Subject subject) {
        byte[] key = new byte[MASTER_KEY.length];
        RANDOM.nextBytes(key);
        return wrapped(new KeyId(UUID.randomUUID().toString()), subject, key);
    }

    private static WrappedKey wrapped(KeyId id, Subject subject, byte[] key) {
        return new WrappedKey(
                id, subject, "test", encrypted(MASTER_KEY, key), Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private static byte[] unwrapped(WrappedKey key) {
        return decrypted(MASTER_KEY, key.wrapped());
    }

    /** The name in an event, if its key is there. */
    Optional<String> name(StoredEvent event) {
        KeyId id = event.personal().get(0).key();
        return Optional.ofNullable(keys.withIds(List.of(id)).get(id))
                .map(key -> decrypted(
                        unwrapped(key),
                        event.payload().at(POINTER).orElseThrow().as(String.class)))
                .map(text -> JsonText.stored(new String(text, UTF_8)).as(String.class));
    }

    /** Events as the service gives them. */
    List<StoredEvent> opened(List<StoredEvent> events) {
        Map<KeyId, WrappedKey> there = keys.withIds(events.stream()
                .flatMap(event -> event.personal().stream())
                .map(PersonalMembers::key)
                .toList());
        return events.stream().map(event -> opened(event, there)).toList();
    }

    private static StoredEvent opened(StoredEvent event, Map<KeyId, WrappedKey> there) {
        JsonText payload = event.payload();
        List<PersonalMembers> personal = new ArrayList<>();
        for (PersonalMembers members : event.personal()) {
            WrappedKey key = there.get(members.key());
            for (String pointer : members.pointers()) {
                payload = key == null
                        ? payload.without(pointer)
                        : payload.with(
                                        pointer,
                                        JsonText.stored(new String(
                                                decrypted(
                                                        unwrapped(key),
                                                        payload.at(pointer)
                                                                .orElseThrow()
                                                                .as(String.class)),
                                                UTF_8)))
                                .orElseThrow();
            }
            personal.add(
                    key == null
                            ? members.as(PersonalMembers.Form.ERASED)
                            : new PersonalMembers(
                                    key.subject(), key.id(), members.pointers(), PersonalMembers.Form.CLEAR));
        }
        return event.with(payload, personal);
    }

    /** First the event that says so, then the key. */
    void erase(Subject subject) {
        keys.of(subject).ifPresent(key -> {
            store.append(
                    List.of(NewEvent.in(Erasure.STREAM, Erasure.TYPE)
                            .id(UUID.randomUUID().toString())
                            .created(Instant.now().truncatedTo(ChronoUnit.MICROS))
                            .payload(Map.of("key", key.id().text()))
                            .build()),
                    ExpectedSequence.any());
            keys.remove(key.id());
        });
    }

    /** What the erasures of the log say is done, as every node does again and again. */
    void eraseAgain() {
        store.all(Erasure.STREAM).forEach(event -> {
            KeyId id = new KeyId(event.payload().at("/key").orElseThrow().as(String.class));
            WrappedKey key = keys.withIds(List.of(id)).get(id);
            if (key != null && !key.created().isAfter(event.created())) {
                keys.remove(id);
            }
        });
    }

    /** The ids of all events of a key, by pages of one size. */
    List<String> eventsOf(KeyId key, int pageSize) {
        List<String> all = new ArrayList<>();
        String after = null;
        do {
            SubjectKeys.IdPage page = keys.eventsOf(key, after, pageSize);
            all.addAll(page.ids());
            after = page.next();
        } while (after != null);
        return all;
    }

    private static String encrypted(byte[] key, byte[] text) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, text);
        byte[] both = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, both, NONCE, sealed.length);
        return Base64.getEncoder().encodeToString(both);
    }

    private static byte[] decrypted(byte[] key, String text) {
        byte[] both = Base64.getDecoder().decode(text);
        return cipher(
                Cipher.DECRYPT_MODE, key, Arrays.copyOf(both, NONCE), Arrays.copyOfRange(both, NONCE, both.length));
    }

    private static byte[] cipher(int mode, byte[] key, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
