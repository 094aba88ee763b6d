/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.Upcasting;

/**
 * The types of an application's events: which class has which name and version, and how older versions are brought up
 * to the current one. In an application it is a CDI bean that has all types, made at deployment; a test makes its own:
 *
 * <pre>{@code
 * EventTypes types = EventTypes.builder().classes(AccountEvent.class).upcasters(new AccountUpcasts()).build();
 * }</pre>
 *
 * <p>One name has one class. What is wrong with the types is known when they are put together, not at the first event.
 * Safe for use by several threads.
 */
public final class EventTypes implements Upcasting {

    /** The member of an event's meta that has the version, as the Node.js store writes it. */
    static final String VERSION = "schemaVersion";

    /** The types are made once a class, where no upcasters are needed. */
    private static final ClassValue<EventTypes> OF_CLASS = new ClassValue<>() {
        @Override
        protected EventTypes computeValue(Class<?> type) {
            return builder().classes(type).build();
        }
    };

    /** Names need no upcasters. */
    private static final ClassValue<List<String>> NAMES = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            List<String> faults = new ArrayList<>();
            List<String> names = new EventHierarchy(faults)
                    .leavesOf(Set.of(type)).stream()
                            .flatMap(leaf -> KnownType.of(leaf, faults).stream())
                            .map(KnownType::name)
                            .toList();
            requireNone(faults);
            return names;
        }
    };

    private final Map<Class<?>, KnownType> byClass;
    private final Map<String, KnownType> byName;
    private final Map<String, Map<Integer, Upcaster>> upcasters;

    private EventTypes(
            Map<Class<?>, KnownType> byClass,
            Map<String, KnownType> byName,
            Map<String, Map<Integer, Upcaster>> upcasters) {
        this.byClass = byClass;
        this.byName = byName;
        this.upcasters = upcasters;
    }

    /**
     * The types of this class and all below it, none of which has changed its shape yet.
     *
     * @throws IllegalArgumentException as {@link Builder#build}
     */
    public static EventTypes of(Class<?> events) {
        return OF_CLASS.get(events);
    }

    /**
     * The names of the types of these classes and all below them, for the types of an {@link
     * org.schemeless.eventstore.EventQuery} or a {@link org.schemeless.eventstore.LogFilter}: without any class there
     * are none.
     *
     * @throws IllegalArgumentException if a class has no {@link EventType}, or cannot be one that events are of
     */
    public static String[] names(Class<?>... classes) {
        return Stream.of(classes)
                .flatMap(type -> NAMES.get(type).stream())
                .distinct()
                .toArray(String[]::new);
    }

    /** Starts with no type. */
    public static Builder builder() {
        return new Builder();
    }

    private static void requireNone(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("the event types are wrong: " + String.join("; ", faults));
        }
    }

    /** Whether there is a class for this type. */
    public boolean knows(String type) {
        return byName.containsKey(type);
    }

    /** Whether events of this class can be stored. */
    public boolean knows(Class<?> type) {
        return byClass.containsKey(type);
    }

    /** All types, each with its current version. */
    public SortedMap<String, Integer> versions() {
        SortedMap<String, Integer> versions = new TreeMap<>();
        byName.values().forEach(type -> versions.put(type.name(), type.version()));
        return Collections.unmodifiableSortedMap(versions);
    }

    /** Whether events of this type are of this class, or below it. */
    boolean isOf(String type, Class<?> events) {
        KnownType known = byName.get(type);
        return known != null && known.isA(events);
    }

    /** The types whose class is this one, or below it. */
    Set<String> namesOf(Class<?> events) {
        return byName.values().stream()
                .filter(type -> type.isA(events))
                .map(KnownType::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a fold of these events depends on beside its own code: the types whose class is this one, or below it, with
     * their versions, classes and upcasters.
     */
    List<String> shapeOf(Class<?> events) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(byName).values().stream().filter(type -> type.isA(events)).forEach(type -> {
            lines.add("type " + type.name() + ", version " + type.version());
            lines.addAll(StateShape.of(type.javaClass()));
            lines.addAll(type.personal().erasedValues());
            new TreeMap<>(upcasters.getOrDefault(type.name(), Map.of()))
                    .forEach((from, upcaster) -> lines.add("from " + from + " by " + upcaster.name()));
        });
        return lines;
    }

    /**
     * The types with members that are personal today and were perhaps in the clear in events of older versions, each
     * with these members.
     */
    SortedMap<String, Set<String>> perhapsClearBefore() {
        SortedMap<String, Set<String>> found = new TreeMap<>();
        byName.values().stream()
                .filter(type -> type.version() > 1 && !type.personal().members().isEmpty())
                .forEach(type -> found.put(type.name(), type.personal().members()));
        return found;
    }

    /**
     * Starts an event to append, with the type and the version of the object's class, and its {@link Personal} members
     * that are not null.
     *
     * @throws IllegalArgumentException if the class is not known, or JSON-B writes a personal member of the object in a
     *     way in which it cannot be found
     * @throws org.schemeless.eventstore.InvalidEventException if the object does not become JSON within the limits, or
     *     has personal members and their {@link Subject} is null
     */
    public NewEvent.Builder newEvent(StreamId stream, Object event) {
        KnownType type = byClass.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException(event.getClass().getName() + " is no class of these event types: "
                    + String.join(", ", versions().keySet()));
        }
        NewEvent.Builder builder = NewEvent.in(stream, type.name()).payload(event);
        if (type.personal().mayBePersonal()) {
            JsonText payload = builder.build().payload();
            for (PersonalMembers members : type.personal().of(event, payload)) {
                builder.personal(
                        Objects.requireNonNull(members.subject()),
                        members.pointers().toArray(String[]::new));
            }
        }
        return type.version() == 1 ? builder : builder.metaJson("{\"" + VERSION + "\":" + type.version() + "}");
    }

    /**
     * The object that an event is today, brought up to the current version; several or none if an upcaster says so, in
     * its order. Personal members that are erased or withheld are missing, for upcasters too; the object has what
     * {@link Personal#erased} says in their place, or null.
     *
     * @throws UnreadableEventException if there is no class for the type, the version is newer than the class, an
     *     upcaster fails or gives no JSON object, JSON-B cannot read the payload as the class, or personal members
     *     cannot be read now, though their subject is not erased. It names class, type, version and event id
     */
    public List<Object> read(StoredEvent event) {
        event.requireUnlocked();
        int version = versionOf(event);
        KnownType type = typeOf(event, version);
        boolean isCurrent = version == type.version();
        Stream<JsonText> payloads = isCurrent ? Stream.of(event.payload()) : upcast(event, version, type);
        return payloads.map(payload -> type.personal().filled(event, payload, isCurrent))
                .map(payload -> object(event, version, type, payload))
                .toList();
    }

    @Override
    public boolean knows(StoredEvent event) {
        KnownType type = byName.get(event.type());
        return type != null && versionOf(event) <= type.version();
    }

    @Override
    public List<StoredEvent> upcast(StoredEvent event) {
        int version = versionOf(event);
        KnownType type = typeOf(event, version);
        return version == type.version()
                ? List.of(event)
                : upcast(event, version, type)
                        .map(payload -> current(event, type, payload))
                        .toList();
    }

    private static StoredEvent current(StoredEvent event, KnownType type, JsonText payload) {
        JsonText meta = event.meta();
        JsonObject members =
                meta == null ? JsonValue.EMPTY_JSON_OBJECT : meta.value().asJsonObject();
        return new StoredEvent(
                event.id(),
                event.stream(),
                event.sequence(),
                event.position(),
                event.type(),
                payload,
                JsonText.of(Json.createObjectBuilder(members)
                        .add(VERSION, type.version())
                        .build()),
                event.correlationId(),
                event.causationId(),
                event.created(),
                event.tags(),
                event.personal());
    }

    private KnownType typeOf(StoredEvent event, int version) {
        KnownType type = byName.get(event.type());
        if (type == null) {
            throw unreadable(event, version, "no class has this type", null);
        }
        if (version > type.version()) {
            throw unreadable(
                    event,
                    version,
                    type.javaClass().getName() + " is of version " + type.version()
                            + ": the event was written by a newer release of the application",
                    null);
        }
        return type;
    }

    /** The payloads of the current version that have become of one of an older version. */
    private Stream<JsonText> upcast(StoredEvent event, int version, KnownType type) {
        List<JsonValue> payloads = List.of(event.payload().value());
        for (int from = version; from < type.version(); from++) {
            payloads = upcast(event, version, from, payloads);
        }
        return payloads.stream().map(payload -> text(event, version, payload));
    }

    /** The same, of this class each; an event of another class is as one without a class. */
    <E> List<E> read(StoredEvent event, Class<E> events) {
        List<E> objects = new ArrayList<>();
        for (Object object : read(event)) {
            if (!events.isInstance(object)) {
                throw new UnreadableEventException(
                        event.id(),
                        "it is of type \"" + event.type() + "\", and "
                                + object.getClass().getName() + " is no " + events.getName(),
                        null);
            }
            objects.add(events.cast(object));
        }
        return objects;
    }

    /** An upcaster's result has the limits of a payload. */
    private static JsonText text(StoredEvent event, int version, JsonValue payload) {
        try {
            return JsonText.of(payload);
        } catch (RuntimeException e) {
            throw unreadable(event, version, "what its upcasters made of it is no payload", e);
        }
    }

    private List<JsonValue> upcast(StoredEvent event, int version, int from, List<JsonValue> payloads) {
        Upcaster upcaster = Objects.requireNonNull(
                upcasters.getOrDefault(event.type(), Map.of()).get(from));
        List<JsonValue> next = new ArrayList<>();
        for (JsonValue payload : payloads) {
            try {
                next.addAll(upcaster.apply(payload, event));
            } catch (UpcastFailedException e) {
                Throwable cause = e.getCause();
                throw cause == null
                        ? unreadable(event, version, "from version " + from + " on: " + e.getMessage(), cause)
                        : unreadable(event, version, "from version " + from + " on: " + upcaster + " failed", cause);
            }
        }
        return next;
    }

    private static Object object(StoredEvent event, int version, KnownType type, JsonText payload) {
        Object object;
        try {
            object = payload.as(type.javaClass());
        } catch (RuntimeException e) {
            throw unreadable(
                    event, version, "it cannot be read as " + type.javaClass().getName(), e);
        }
        if (object == null) {
            throw unreadable(
                    event,
                    version,
                    "its payload is null, which is no " + type.javaClass().getName(),
                    null);
        }
        return object;
    }

    private static int versionOf(StoredEvent event) {
        JsonText meta = event.meta();
        if (meta == null) {
            return 1;
        }
        JsonValue version = meta.value().asJsonObject().get(VERSION);
        if (version == null) {
            return 1;
        }
        if (version instanceof JsonNumber number
                && number.isIntegral()
                && number.bigDecimalValue().signum() > 0) {
            return number.bigIntegerValue().bitLength() < Integer.SIZE ? number.intValue() : Integer.MAX_VALUE;
        }
        throw new UnreadableEventException(
                event.id(),
                "it is of type \"" + event.type() + "\", and its meta." + VERSION + " is " + version
                        + ", not a number from 1",
                null);
    }

    private static UnreadableEventException unreadable(
            StoredEvent event, int version, String damage, @Nullable Throwable cause) {
        String what = "it is of type \"" + event.type() + "\", version " + version + ", and " + damage;
        return cause == null
                ? new UnreadableEventException(event.id(), what, null)
                : FailedOnEvent.unreadable(event, what, cause);
    }

    /** Collects classes and upcasters. */
    public static final class Builder {

        private final Set<Class<?>> roots = new LinkedHashSet<>();
        private final List<Upcaster> upcasters = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();

        private Builder() {}

        /**
         * Adds classes with {@link EventType}. A sealed interface or class stands for all that it permits, one with
         * {@link EventClasses} for those it lists.
         */
        public Builder classes(Class<?>... classes) {
            return classes(List.of(classes));
        }

        /** Adds classes with {@link EventType}, as {@link #classes(Class[])} does. */
        public Builder classes(Collection<? extends Class<?>> classes) {
            roots.addAll(classes);
            return this;
        }

        /** Adds the methods with {@link Upcast} of these objects, of any visibility, inherited ones too. */
        public Builder upcasters(Object... beans) {
            for (Object bean : beans) {
                List<Method> methods = Upcaster.methodsOf(bean.getClass());
                if (methods.isEmpty()) {
                    faults.add(bean.getClass().getName() + " has no method with @Upcast");
                }
                methods.forEach(method -> upcaster(method, () -> bean));
            }
            return this;
        }

        /** Adds a method whose object is there later. */
        Builder upcaster(Method method, Supplier<?> bean) {
            upcasters.add(new Upcaster(method, bean));
            return this;
        }

        Builder fault(String fault) {
            faults.add(fault);
            return this;
        }

        /**
         * The types.
         *
         * @throws IllegalArgumentException if something is wrong with them; its one message has every fault, and names
         *     the classes and methods: two classes for one name, a class without a name, one that is neither a record
         *     nor a bean, an older version without an upcaster, an upcaster that nothing needs or of another form, a
         *     member with {@link Personal} of which it is not said whose it is, that is a primitive without a value for
         *     when it is erased, or is the subject itself
         */
        public EventTypes build() {
            List<String> found = new ArrayList<>(faults);
            Map<Class<?>, KnownType> byClass = new LinkedHashMap<>();
            Map<String, KnownType> byName = new LinkedHashMap<>();
            for (Class<?> leaf : new EventHierarchy(found).leavesOf(roots)) {
                KnownType.of(leaf, found).ifPresent(type -> {
                    byClass.put(leaf, type);
                    KnownType other = byName.putIfAbsent(type.name(), type);
                    if (other != null) {
                        found.add("type \"" + type.name() + "\" has two classes: "
                                + other.javaClass().getName() + " and " + leaf.getName());
                    }
                });
            }
            Map<String, Map<Integer, Upcaster>> byVersion = upcastersOf(byName, found);
            requireNone(found);
            return new EventTypes(byClass, byName, byVersion);
        }

        private Map<String, Map<Integer, Upcaster>> upcastersOf(Map<String, KnownType> types, List<String> found) {
            Map<String, Map<Integer, Upcaster>> byVersion = new HashMap<>();
            for (Upcaster upcaster : upcasters) {
                upcaster.fault().ifPresent(found::add);
                KnownType type = types.get(upcaster.type());
                if (type == null) {
                    found.add(upcaster + " is for type \"" + upcaster.type() + "\", which no class has");
                } else if (upcaster.from() < 1 || upcaster.from() >= type.version()) {
                    found.add(upcaster + " is for version " + upcaster.from() + " of type \"" + type.name() + "\", and "
                            + type.javaClass().getName() + " is of version " + type.version());
                }
                Upcaster other = byVersion
                        .computeIfAbsent(upcaster.type(), name -> new HashMap<>())
                        .putIfAbsent(upcaster.from(), upcaster);
                if (other != null) {
                    found.add("version " + upcaster.from() + " of type \"" + upcaster.type() + "\" has two upcasters: "
                            + other + " and " + upcaster);
                }
            }
            for (KnownType type : types.values()) {
                for (int from = 1; from < type.version(); from++) {
                    if (!byVersion.getOrDefault(type.name(), Map.of()).containsKey(from)) {
                        found.add(type.javaClass().getName() + " is of version " + type.version()
                                + ", and nothing brings"
                                + " version " + from + " of type \"" + type.name() + "\" to version " + (from + 1)
                                + ": a method with @Upcast(type = \"" + type.name() + "\", from = " + from
                                + ") is missing");
                    }
                }
            }
            return byVersion;
        }
    }
}
