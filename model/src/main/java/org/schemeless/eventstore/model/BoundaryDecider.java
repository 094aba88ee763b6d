/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.List;
import org.schemeless.eventstore.EventQuery;

/**
 * How a rule over several streams decides: a command says which events it concerns, whatever stream they are in, and
 * the state that these have come to gives new events, or an error. It stores nothing and asks nobody; {@link
 * BoundaryDecisions} does the rest. In an application it is a CDI bean, for which
 * {@code @Inject BoundaryDecisions<C, E, S>} is there; in a test it is made by {@code new}.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Enrolment implements BoundaryDecider<Join, CourseEvent, Seats> {
 *     public EventQuery boundary(Join join) {
 *         return EventQuery.tagged("course", join.course()).types(EventTypes.names(Opened.class, Joined.class))
 *                 .or(EventQuery.tagged("student", join.student()).types(EventTypes.names(Joined.class)));
 *     }
 *     …
 * }
 * }</pre>
 *
 * <p>Its methods may be called more than once for one decision, and by several threads: they have no effect outside,
 * and no state is changed, but a new one given.
 *
 * @param <C> the commands
 * @param <E> the events: a sealed interface of records with {@link EventType}, or one with {@link EventClasses}
 * @param <S> the state; never null
 */
public interface BoundaryDecider<C, E, S> {

    /**
     * What tells its commands ({@link Attempts#command}) from those of other deciders: by default the name of its
     * class. Give the old name when the class moves or is renamed; else every command with an id would be carried out
     * once more.
     */
    default String name() {
        return OwnClass.of(this).getName();
    }

    /**
     * Which events the decision on this command rests on; the same for the same command. {@link EventTypes#names} gives
     * the types of classes.
     *
     * <p>An item without types finds events of any type, also of types that are none of the decider's.
     */
    EventQuery boundary(C command);

    /**
     * The state where the query of this command finds no events. It keeps of the command what {@link #evolve} has to
     * know, such as which course and which student: events of all items come to one state.
     */
    S initial(C command);

    /**
     * The state after an event that the query finds, which takes place: it is not refused here. They come in the order
     * of {@link org.schemeless.eventstore.Boundary#events}.
     */
    S evolve(S state, E event);

    /**
     * The events that the command makes happen in this state, in order, each with its stream and tags; none if it
     * changes nothing. What it throws reaches the caller as it is, and nothing is stored.
     */
    List<? extends TaggedEvent<? extends E>> decide(C command, S state);

    /**
     * The class of the events, as the class of the decider declares it.
     *
     * @throws IllegalStateException if it declares none; then this method has to be overridden
     */
    @SuppressWarnings("unchecked")
    default Class<E> eventClass() {
        return (Class<E>) TypeArguments.of(getClass(), BoundaryDecider.class, 1)
                .orElseThrow(() -> new IllegalStateException(
                        getClass().getName() + " does not say which class its events have: override eventClass()"));
    }

    /**
     * Whether events of a type that none of its classes has are passed by, also where another decider knows the type,
     * and queries may ask for such types. If not, which is the default, the decision fails on them.
     */
    default boolean skipsUnknownTypes() {
        return false;
    }
}
