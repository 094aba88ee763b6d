/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schemeless.eventstore.Append;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/**
 * Appends of this node that wait for each other's turn at one stream are stored by the first of them as one batch: they expect
 * nothing, so one commit can serve them all. Each has its own answer, and its events follow each other.
 */
@ApplicationScoped
class Groups {

    /** As many as DynamoDB takes in one transaction, unless set otherwise. */
    private static final int EVENTS = 25;

    /** One append of a caller who waits for its answer. */
    private static final class Member {

        private final Append append;
        private final CompletableFuture<AppendResult> answer = new CompletableFuture<>();

        Member(Append append) {
            this.append = append;
        }
    }

    /** The group was not stored; it need not be the fault of each of its members. */
    private static final class GroupFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        GroupFailedException(Throwable cause) {
            super(cause);
        }
    }

    private final Map<StreamId, List<Member>> waiting = new ConcurrentHashMap<>();
    private final Turns turns;

    @Inject
    Groups(Turns turns) {
        this.turns = turns;
    }

    /** For the container's proxy. */
    Groups() {
        this(new Turns());
    }

    /** Whether nothing tells this append from others to its stream: no expectation, and no ids that may be stored already. */
    static boolean takes(Append append) {
        return append.expected() instanceof ExpectedSequence.Any
                && append.claimedIds().isEmpty()
                && append.streams().size() == 1;
    }

    /**
     * Stores an append, alone or with others.
     *
     * @param patience how long to wait for a turn
     * @param store stores a batch: this one, or the one of a group it leads
     * @param alone stores this one after it was in a group that failed, and may have been stored all the same
     */
    AppendResult store(
            Append append, Duration patience, Function<Append, AppendResult> store, Supplier<AppendResult> alone) {
        StreamId stream = append.streams().first();
        Member me = new Member(append);
        waiting.merge(stream, List.of(me), Groups::concat);
        CompletableFuture<AppendResult> answer = turns.inTurn(append.streams(), patience, () -> {
            for (List<Member> group = take(stream, me); !group.isEmpty(); group = take(stream, me)) {
                answer(group, store);
            }
            return me.answer;
        });
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof GroupFailedException) {
                return alone.get();
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** How many wait for a turn at this stream. */
    int waiting(StreamId stream) {
        return waiting.getOrDefault(stream, List.of()).size();
    }

    /** Those who have waited longest, as long as this one waits; none when another one has taken it. */
    private List<Member> take(StreamId stream, Member me) {
        List<Member> group = new ArrayList<>();
        waiting.computeIfPresent(stream, (key, members) -> {
            if (!members.contains(me)) {
                return members;
            }
            int events = 0;
            for (Member member : members) {
                events += member.append.events().size();
                if (!group.isEmpty() && events > EVENTS) {
                    break;
                }
                group.add(member);
            }
            List<Member> left = members.subList(group.size(), members.size());
            return left.isEmpty() ? null : List.copyOf(left);
        });
        return group;
    }

    private static void answer(List<Member> group, Function<Append, AppendResult> store) {
        try {
            List<AppendedEvent> stored = store.apply(together(group)).events();
            int from = 0;
            for (Member member : group) {
                int to = from + member.append.events().size();
                member.answer.complete(new AppendResult(stored.subList(from, to), false));
                from = to;
            }
        } catch (RuntimeException | Error e) {
            group.forEach(member -> member.answer.completeExceptionally(failure(group, e)));
        }
    }

    private static Throwable failure(List<Member> group, Throwable failure) {
        if (group.size() == 1) {
            return failure;
        }
        return failure instanceof EventStoreUnavailableException
                ? new EventStoreUnavailableException(String.valueOf(failure.getMessage()), failure)
                : new GroupFailedException(failure);
    }

    private static Append together(List<Member> group) {
        List<NewEvent> events = group.stream()
                .flatMap(member -> member.append.events().stream())
                .toList();
        return new Append(events, ExpectedSequence.any(), Set.of(), false);
    }

    private static List<Member> concat(List<Member> some, List<Member> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
