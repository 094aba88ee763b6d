/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.service.call.Waits;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.GroupKey;
import org.schemeless.eventstore.spi.LostRaceException;

/**
 * Appends that come while others of their group key are being stored go together: one of those who wait stores what has
 * come meanwhile by one commit, and each has its own answer. Who finds nobody goes at once, by itself. Nothing depends
 * on it for correctness: the storage decides, and other nodes know nothing of it.
 */
@ApplicationScoped
public class GroupCommits {

    /** How long anybody waits for those who are being stored: if they take longer, they wait for somebody else. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** How appends are stored. */
    interface Storing {

        /** A group by one commit: what became of each, in their order. */
        List<AppendOutcome> together(AppendGroup group);

        /** One that has not been stored, by itself. */
        AppendResult alone(Append append);

        /** One that may be stored since its group failed, by itself. */
        AppendResult again(Append append);
    }

    /** The queues of the keys under which somebody is being stored. */
    private final Map<GroupKey, Queue> queues = new ConcurrentHashMap<>();

    private final Duration patience;

    public GroupCommits() {
        this(PATIENCE);
    }

    GroupCommits(Duration patience) {
        this.patience = patience;
    }

    /** An append of a caller, whose thread waits until it is told what to do. */
    private record Member(Append append, Storing storing, CompletableFuture<Supplier<AppendResult>> told) {

        void tell(Supplier<AppendResult> what) {
            told.complete(what);
        }

        AppendResult alone() {
            return storing.alone(append);
        }

        AppendResult again() {
            return storing.again(append);
        }

        int events() {
            return append.events().size();
        }
    }

    /**
     * Those who wait under a group key.
     *
     * @param since when those who are being stored began
     */
    private record Queue(long since, List<Member> waiting) {

        static Queue from(List<Member> waiting) {
            return new Queue(System.nanoTime(), waiting);
        }

        Queue with(Member member) {
            return new Queue(
                    since, Stream.concat(waiting.stream(), Stream.of(member)).toList());
        }

        Queue without(Member member) {
            return new Queue(
                    since, waiting.stream().filter(other -> other != member).toList());
        }
    }

    /** Stores an append, by itself or with others. */
    AppendResult store(Append append, GroupKey groupKey, Storing storing) {
        Member me = new Member(append, storing, new CompletableFuture<>());
        queues.compute(groupKey, (key, queue) -> {
            if (queue == null) {
                me.tell(() -> lead(groupKey, me));
                return Queue.from(List.of());
            }
            return queue.with(me);
        });
        return awaited(groupKey, me).get();
    }

    /** How many wait under this key. */
    int waiting(GroupKey groupKey) {
        Queue queue = queues.get(groupKey);
        return queue == null ? 0 : queue.waiting().size();
    }

    private Supplier<AppendResult> awaited(GroupKey groupKey, Member me) {
        boolean interrupted = false;
        long start = System.nanoTime();
        try {
            for (Queue queue = queues.get(groupKey);
                    queue != null && queue.waiting().contains(me);
                    queue = queues.get(groupKey)) {
                try {
                    return me.told().get(patience(queue), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    queues.computeIfPresent(groupKey, (key, now) -> patience(now) > 0 ? now : left(now, me));
                } catch (InterruptedException e) {
                    interrupted = true;
                    queues.computeIfPresent(groupKey, (key, now) -> left(now, me));
                }
            }
            return me.told().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            Waits.since(Waits.Reason.GROUP, start);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How long anybody goes on waiting for those who are being stored, in nanoseconds. */
    private long patience(Queue queue) {
        return patience.toNanos() - (System.nanoTime() - queue.since());
    }

    /** Who is being stored, or leads, cannot leave. */
    private static Queue left(Queue queue, Member me) {
        if (!queue.waiting().contains(me)) {
            return queue;
        }
        me.tell(me::alone);
        return queue.without(me);
    }

    private AppendResult lead(GroupKey groupKey, Member me) {
        List<Member> group = taken(groupKey, me);
        List<Supplier<AppendResult>> answers;
        try {
            if (group.size() == 1) {
                return me.alone();
            }
            answers = answers(group, me.storing());
            for (int i = 1; i < group.size(); i++) {
                group.get(i).tell(answers.get(i));
            }
        } finally {
            handOver(groupKey);
        }
        return answers.get(0).get();
    }

    /** The members of the next group: those who have waited longest, as many as can go together. */
    private List<Member> taken(GroupKey groupKey, Member me) {
        List<Member> group = new ArrayList<>(List.of(me));
        queues.computeIfPresent(groupKey, (key, queue) -> {
            int events = me.events();
            for (Member member : queue.waiting()) {
                events += member.events();
                if (events > groupKey.events()) {
                    break;
                }
                group.add(member);
            }
            return new Queue(
                    queue.since(),
                    queue.waiting().stream().skip(group.size() - 1L).toList());
        });
        return group;
    }

    private static List<Supplier<AppendResult>> answers(List<Member> group, Storing storing) {
        try {
            List<AppendOutcome> outcomes = storing.together(
                    new AppendGroup(group.stream().map(Member::append).toList()));
            return IntStream.range(0, group.size())
                    .mapToObj(i -> answer(group.get(i), outcomes.get(i)))
                    .toList();
        } catch (LostRaceException e) {
            return each(group, Member::alone);
        } catch (RuntimeException | Error e) {
            return each(group, Member::again);
        }
    }

    private static Supplier<AppendResult> answer(Member member, AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.NeedsTransaction ? member::alone : outcome::result;
    }

    private static List<Supplier<AppendResult>> each(List<Member> group, Function<Member, AppendResult> does) {
        return group.stream()
                .<Supplier<AppendResult>>map(member -> () -> does.apply(member))
                .toList();
    }

    private void handOver(GroupKey groupKey) {
        queues.computeIfPresent(groupKey, (key, queue) -> {
            if (queue.waiting().isEmpty()) {
                return null;
            }
            Member next = queue.waiting().get(0);
            next.tell(() -> lead(groupKey, next));
            return Queue.from(queue.without(next).waiting());
        });
    }
}
