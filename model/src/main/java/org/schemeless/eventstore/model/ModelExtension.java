/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.Subscriptions;
import org.schemeless.eventstore.Upcasting;
import org.schemeless.eventstore.ViewFold;
import org.schemeless.eventstore.Views;

/**
 * Collects the deciders, typed subscriptions, event types and upcasters of an application when it is deployed, and
 * makes a bean of {@link Decisions} or {@link BoundaryDecisions} for each decider, of {@link Subscription} for each
 * typed subscription, and one of {@link EventTypes}. If anything is wrong with the types, the deployment fails with one
 * message that has every fault. Public because the container makes it; not for applications.
 */
public class ModelExtension implements Extension {

    private static final Logger LOG = System.getLogger(ModelExtension.class.getName());

    private final List<FoundDecider> deciders = new ArrayList<>();
    private final List<FoundBoundaryDecider> boundaryDeciders = new ArrayList<>();
    private final List<FoundHandler> handlers = new ArrayList<>();
    private final List<FoundProjection> projections = new ArrayList<>();
    private final Set<Bean<?>> stores = new LinkedHashSet<>();
    private final Set<Bean<?>> snapshots = new LinkedHashSet<>();
    private final List<FoundUpcaster> upcasters = new ArrayList<>();
    private final Set<Class<?>> listed = new LinkedHashSet<>();
    private final Set<Bean<?>> views = new LinkedHashSet<>();
    private boolean runsSubscriptions;
    private @Nullable EventTypes types;

    private record FoundDecider(Bean<?> bean, ParameterizedType type) {}

    private record FoundBoundaryDecider(Bean<?> bean, ParameterizedType type) {}

    private record FoundHandler(Bean<?> bean, ParameterizedType type) {}

    private record FoundProjection(Bean<?> bean, ParameterizedType type) {}

    private record FoundUpcaster(Bean<?> bean, Method method) {}

    /** Beans that are enabled get here, and no others; those of other extensions too. */
    void collect(@Observes ProcessBean<?> processed) {
        Bean<?> bean = processed.getBean();
        for (Type type : bean.getTypes()) {
            if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == Decider.class) {
                deciders.add(new FoundDecider(bean, parameterized));
            }
            if (type instanceof ParameterizedType parameterized
                    && parameterized.getRawType() == BoundaryDecider.class) {
                boundaryDeciders.add(new FoundBoundaryDecider(bean, parameterized));
            }
            if (type instanceof ParameterizedType parameterized
                    && parameterized.getRawType() == TypedSubscription.class) {
                handlers.add(new FoundHandler(bean, parameterized));
            }
            if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == Projection.class) {
                projections.add(new FoundProjection(bean, parameterized));
            }
            if (type == EventStore.class && bean.getQualifiers().contains(Default.Literal.INSTANCE)) {
                stores.add(bean);
            }
            if (type == Snapshots.class && bean.getQualifiers().contains(Default.Literal.INSTANCE)) {
                snapshots.add(bean);
            }
            runsSubscriptions |= type == Subscriptions.class;
            if (type == Views.class) {
                views.add(bean);
            }
        }
        if (processed.getAnnotated() instanceof AnnotatedType<?> annotated) {
            EventClasses classes = annotated.getJavaClass().getDeclaredAnnotation(EventClasses.class);
            if (classes != null) {
                listed.addAll(List.of(classes.value()));
            }
            Upcaster.methodsOf(annotated.getJavaClass())
                    .forEach(method -> upcasters.add(new FoundUpcaster(bean, method)));
        }
    }

    void add(@Observes AfterBeanDiscovery discovery, BeanManager beans) {
        discovery
                .<EventTypes>addBean()
                .beanClass(EventTypes.class)
                .types(EventTypes.class, Upcasting.class, Object.class)
                .scope(Singleton.class)
                .createWith(context -> types());
        for (FoundDecider decider : deciders) {
            discovery
                    .<Decisions<?, ?, ?>>addBean()
                    .beanClass(decider.bean().getBeanClass())
                    .types(new Parameterized(Decisions.class, decider.type().getActualTypeArguments()), Object.class)
                    .qualifiers(decider.bean().getQualifiers())
                    .scope(ApplicationScoped.class)
                    .createWith(context -> decisions(decider, beans));
        }
        for (FoundBoundaryDecider decider : boundaryDeciders) {
            discovery
                    .<BoundaryDecisions<?, ?, ?>>addBean()
                    .beanClass(decider.bean().getBeanClass())
                    .types(
                            new Parameterized(
                                    BoundaryDecisions.class, decider.type().getActualTypeArguments()),
                            Object.class)
                    .qualifiers(decider.bean().getQualifiers())
                    .scope(ApplicationScoped.class)
                    .createWith(context -> decisions(decider, beans));
        }
        for (FoundHandler handler : handlers) {
            discovery
                    .<Subscription>addBean()
                    .beanClass(handler.bean().getBeanClass())
                    .types(subscriptionTypes(handler))
                    .qualifiers(handler.bean().getQualifiers())
                    .scope(ApplicationScoped.class)
                    .createWith(context -> subscription(handler, beans));
        }
    }

    /** The store asks the bean itself whether it is told of erasures. */
    private static Type[] subscriptionTypes(FoundHandler handler) {
        return handler.bean().getTypes().contains(ErasureListener.class)
                ? new Type[] {Subscription.class, ErasureListener.class, Object.class}
                : new Type[] {Subscription.class, Object.class};
    }

    /** The store finds the folds; the application injects the views. */
    void addProjections(@Observes AfterBeanDiscovery discovery, BeanManager beans) {
        for (FoundProjection projection : projections) {
            Type[] arguments = projection.type().getActualTypeArguments();
            discovery
                    .<ViewFold<?>>addBean()
                    .beanClass(projection.bean().getBeanClass())
                    .types(new Parameterized(ViewFold.class, arguments[2]), Object.class)
                    .qualifiers(projection.bean().getQualifiers())
                    .scope(Singleton.class)
                    .createWith(context -> projection(projection, beans).asFold(types()));
            discovery
                    .<View<?, ?>>addBean()
                    .beanClass(projection.bean().getBeanClass())
                    .types(new Parameterized(View.class, arguments[0], arguments[2]), Object.class)
                    .qualifiers(projection.bean().getQualifiers())
                    .scope(Singleton.class)
                    .createWith(context -> View.of(views(beans), projection(projection, beans)));
        }
    }

    private Views views(BeanManager beans) {
        Bean<?> bean = Objects.requireNonNull(beans.resolve(views), "there are views where a store folds them");
        return (Views) reference(bean, Views.class, beans);
    }

    private static Projection<?, ?, ?> projection(FoundProjection projection, BeanManager beans) {
        return (Projection<?, ?, ?>) reference(projection.bean(), projection.type(), beans);
    }

    void validate(@Observes AfterDeploymentValidation validation, BeanManager beans) {
        EventTypes.Builder builder = EventTypes.builder();
        deciders.forEach(decider -> addClasses(decider.bean(), decider.type().getActualTypeArguments()[1], builder));
        boundaryDeciders.forEach(
                decider -> addClasses(decider.bean(), decider.type().getActualTypeArguments()[1], builder));
        handlers.forEach(handler -> addClasses(handler.bean(), handler.type().getActualTypeArguments()[0], builder));
        projections.forEach(
                projection -> addClasses(projection.bean(), projection.type().getActualTypeArguments()[1], builder));
        builder.classes(listed);
        upcasters.forEach(upcaster -> builder.upcaster(upcaster.method(), instance(upcaster.bean(), beans)));
        if (!deciders.isEmpty() || !boundaryDeciders.isEmpty()) {
            requireOneStore(beans, builder);
        }
        deciders.forEach(decider -> checkSnapshots(decider, builder));
        if (!handlers.isEmpty() && !runsSubscriptions) {
            builder.fault("nothing in this application runs " + names(handlers)
                    + ": a typed subscription needs eventstore-ejb in the application");
        }
        if (!projections.isEmpty() && views.isEmpty()) {
            builder.fault("nothing in this application keeps the views of "
                    + projections.stream()
                            .map(projection -> projection.bean().getBeanClass().getName())
                            .collect(Collectors.joining(", "))
                    + ": a projection needs eventstore-ejb in the application");
        }
        try {
            types = builder.build();
            types.perhapsClearBefore().forEach(ModelExtension::tellOfClearText);
        } catch (IllegalArgumentException e) {
            validation.addDeploymentProblem(new DeploymentException(e.getMessage()));
        }
    }

    private static void tellOfClearText(String type, Set<String> members) {
        LOG.log(
                Level.INFO,
                "events of type \"" + type + "\" that were stored while " + String.join(", ", members)
                        + " had no @Personal, in an older version, say, have them in the clear, and an erasure does not"
                        + " change that");
    }

    private void requireOneStore(BeanManager beans, EventTypes.Builder builder) {
        if (stores.isEmpty()) {
            builder.fault(
                    "no bean is an EventStore: put eventstore-ejb into the application, or have a producer of one by"
                            + " EventStoreClient");
            return;
        }
        try {
            beans.resolve(stores);
        } catch (AmbiguousResolutionException e) {
            builder.fault("several beans are the EventStore that deciders append to: give all but one a qualifier ("
                    + e.getMessage() + ")");
        }
    }

    /** What the class of the bean says of snapshots; that of a producer says nothing here. */
    private void checkSnapshots(FoundDecider decider, EventTypes.Builder builder) {
        Class<?> type = decider.bean().getBeanClass();
        Snapshot asked = type.getAnnotation(Snapshot.class);
        Type state = decider.type().getActualTypeArguments()[2];
        if (asked == null || state instanceof TypeVariable) {
            return;
        }
        StateShape.faults(type.getName(), asked.every(), state).forEach(builder::fault);
        if (snapshots.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    type.getName() + " has @Snapshot, and this application has no Snapshots: each decision reads all"
                            + " events of its stream. They are where eventstore-ejb is.");
        } else if (snapshots.size() > 1) {
            builder.fault("several beans are the Snapshots of " + type.getName() + ": give all but one a qualifier");
        }
    }

    private static String names(List<FoundHandler> handlers) {
        return handlers.stream()
                .map(handler -> handler.bean().getBeanClass().getName())
                .collect(Collectors.joining(", "));
    }

    private static void addClasses(Bean<?> bean, Type events, EventTypes.Builder builder) {
        TypeArguments.rawClass(events)
                .ifPresentOrElse(
                        builder::classes,
                        () -> builder.fault(bean.getBeanClass().getName()
                                + " does not say which class its events have: " + events.getTypeName()));
    }

    private EventTypes types() {
        return Objects.requireNonNull(types, "event types are known when the application is deployed");
    }

    private Decisions<?, ?, ?> decisions(FoundDecider decider, BeanManager beans) {
        EventStore found = store(beans);
        Decider<?, ?, ?> deciding = (Decider<?, ?, ?>) reference(decider.bean(), decider.type(), beans);
        Bean<?> kept = snapshots.size() == 1 ? snapshots.iterator().next() : null;
        return kept == null
                ? Decisions.of(found, deciding, types())
                : Decisions.of(found, deciding, types(), (Snapshots) reference(kept, Snapshots.class, beans));
    }

    private BoundaryDecisions<?, ?, ?> decisions(FoundBoundaryDecider decider, BeanManager beans) {
        return BoundaryDecisions.of(
                store(beans), (BoundaryDecider<?, ?, ?>) reference(decider.bean(), decider.type(), beans), types());
    }

    /** The beans themselves are asked: a look-up would see what the archive of this class sees. */
    private EventStore store(BeanManager beans) {
        Bean<?> store = Objects.requireNonNull(beans.resolve(stores));
        return (EventStore) reference(store, EventStore.class, beans);
    }

    private Subscription subscription(FoundHandler handler, BeanManager beans) {
        return ((TypedSubscription<?>) reference(handler.bean(), handler.type(), beans)).asSubscription(types());
    }

    private static Object reference(Bean<?> bean, Type type, BeanManager beans) {
        return beans.getReference(bean, type, beans.createCreationalContext(bean));
    }

    /**
     * The instance itself: a method need not be one that a proxy has. One that depends on who uses it is made once,
     * when an event first needs it.
     */
    private static <T> Supplier<T> instance(Bean<T> bean, BeanManager beans) {
        Supplier<T> current = () -> {
            Context context = beans.getContext(bean.getScope());
            CreationalContext<T> creation = beans.createCreationalContext(bean);
            return context.get(bean, creation);
        };
        return beans.isNormalScope(bean.getScope()) ? current : new Once<>(current);
    }

    private static final class Once<T> implements Supplier<T> {

        private final Supplier<T> source;
        private @Nullable T value;

        Once(Supplier<T> source) {
            this.source = source;
        }

        @Override
        public synchronized T get() {
            T known = value;
            if (known == null) {
                known = source.get();
                value = known;
            }
            return known;
        }
    }
}
