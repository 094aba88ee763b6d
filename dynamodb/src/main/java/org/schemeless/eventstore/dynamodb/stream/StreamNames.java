/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The names of the domains and streams that there are, in the order of their code points. Two indexes say where to
 * look; they follow the table within moments, and also have streams whose first batch is not committed, or never will
 * be: a stream counts if its head does.
 */
public final class StreamNames {

    /** The entries of the index of domains that a step reads: a domain may have one for each start of each node. */
    private static final int ENTRIES_A_STEP = 50;

    /** As many heads as one request reads, where the first look had streams that do not count. */
    private static final int NAMES_AGAIN = 100;

    private static final Comparator<String> ORDER =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final boolean enabled;
    private final TableReads table;
    private final StreamHeads heads;
    private final Parallel parallel;

    /** @param enabled whether the table keeps lists */
    public StreamNames(boolean enabled, TableReads table, StreamHeads heads, Parallel parallel) {
        this.enabled = enabled;
        this.table = table;
        this.heads = heads;
        this.parallel = parallel;
    }

    /**
     * @param own streams that count beside those of the table
     * @throws UnsupportedOperationException if the table keeps no lists
     * @see org.schemeless.eventstore.spi.EventStorage#domains
     */
    public List<String> domains(@Nullable String after, int limit, Collection<StreamId> own) {
        check();
        Stream<String> more = own.stream().map(StreamId::domain).filter(domain -> isAfter(domain, after));
        return Stream.concat(storedDomains(after, limit).stream(), more)
                .distinct()
                .sorted(ORDER)
                .limit(limit)
                .toList();
    }

    /**
     * @param own streams that count beside those of the table, or are further than there
     * @throws UnsupportedOperationException if the table keeps no lists
     * @see org.schemeless.eventstore.spi.EventStorage#streams
     */
    public List<StreamPage.Entry> streams(
            String domain, String prefix, @Nullable String after, int limit, Map<StreamId, Long> own) {
        check();
        Map<StreamId, Long> sequences = storedStreams(domain, prefix, after, limit);
        own.forEach((stream, sequence) -> {
            String identifier = stream.identifier();
            if (stream.domain().equals(domain) && identifier.startsWith(prefix) && isAfter(identifier, after)) {
                sequences.put(stream, sequence);
            }
        });
        return sequences.entrySet().stream()
                .map(entry -> new StreamPage.Entry(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(entry -> entry.stream().identifier(), ORDER))
                .limit(limit)
                .toList();
    }

    private static boolean isAfter(String name, @Nullable String after) {
        return after == null || ORDER.compare(name, after) > 0;
    }

    private void check() {
        if (!enabled) {
            throw new UnsupportedOperationException("the table keeps no lists of domains and streams: it was first used"
                    + " by a version without them, or with eventstore.dynamodb.lists=false");
        }
    }

    /**
     * As many as are wanted from the first, or some more. Each step goes behind the last domain; only while none of its
     * streams counts are its other entries read.
     */
    private List<String> storedDomains(@Nullable String after, int limit) {
        List<String> found = new ArrayList<>();
        @Nullable String last = after;
        Map<String, AttributeValue> start = Map.of();
        while (true) {
            int entries = start.isEmpty() ? Math.min(ENTRIES_A_STEP, limit - found.size()) : ENTRIES_A_STEP;
            QueryResponse step = table.page(behindDomain(last, entries), start);
            Map<String, List<StreamId>> streams = byDomain(step.items());
            Set<String> counting = counting(streams);
            streams.keySet().stream().filter(counting::contains).forEach(found::add);
            start = step.lastEvaluatedKey();
            if (start.isEmpty() || found.size() >= limit) {
                return found;
            }
            String end = Values.text(start, ListedHead.DOMAIN);
            if (counting.contains(end)) {
                last = end;
                start = Map.of();
            }
        }
    }

    private static QueryRequest behindDomain(@Nullable String last, int entries) {
        QueryRequest.Builder query =
                QueryRequest.builder().indexName(ListedHead.DOMAINS_INDEX).limit(entries);
        String list = ListedHead.LIST + " = :list";
        return last == null || last.isEmpty()
                ? query.keyConditionExpression(list)
                        .expressionAttributeValues(Map.of(":list", ListedHead.DOMAINS))
                        .build()
                : query.keyConditionExpression(list + " AND " + ListedHead.DOMAIN + " > :last")
                        .expressionAttributeValues(Map.of(":list", ListedHead.DOMAINS, ":last", Values.text(last)))
                        .build();
    }

    private static Map<String, List<StreamId>> byDomain(List<Map<String, AttributeValue>> hits) {
        return hits.stream()
                .map(hit -> Keys.stream(hit))
                .collect(Collectors.groupingBy(StreamId::domain, LinkedHashMap::new, Collectors.toList()));
    }

    /** The domains of which a stream counts: mostly it is the first one that is looked at. */
    private Set<String> counting(Map<String, List<StreamId>> streams) {
        List<StreamId> firsts =
                streams.values().stream().map(each -> each.get(0)).toList();
        Set<String> counting = new HashSet<>();
        counting(firsts).keySet().forEach(stream -> counting.add(stream.domain()));
        List<StreamId> others = streams.values().stream()
                .filter(each -> !counting.contains(each.get(0).domain()))
                .flatMap(each -> each.stream().skip(1))
                .toList();
        counting(others).keySet().forEach(stream -> counting.add(stream.domain()));
        return counting;
    }

    /** Those of these streams that have events, with their sequences. */
    private Map<StreamId, Long> counting(List<StreamId> streams) {
        Map<StreamId, Long> sequences = new HashMap<>();
        if (!streams.isEmpty()) {
            sequences.putAll(heads.versions(streams));
        }
        sequences.values().removeIf(sequence -> sequence == 0);
        return sequences;
    }

    /** As many as are wanted from the first, or some more. */
    private Map<StreamId, Long> storedStreams(String domain, String prefix, @Nullable String after, int limit) {
        Map<StreamId, Long> found = new HashMap<>();
        @Nullable String last = after;
        int wanted = limit;
        while (true) {
            List<String> next = next(domain, prefix, last, wanted);
            found.putAll(counting(
                    next.stream().map(name -> StreamId.of(domain, name)).toList()));
            if (next.size() < wanted || found.size() >= limit) {
                return found;
            }
            last = next.get(next.size() - 1);
            wanted = Math.max(limit - found.size(), NAMES_AGAIN);
        }
    }

    /** The next names of the index: each share gives as many as are wanted, for they may all be in one. */
    private List<String> next(String domain, String prefix, @Nullable String last, int wanted) {
        return parallel.map(ListedHead.shares(domain), share -> nextOf(share, prefix, last, wanted)).stream()
                .flatMap(List::stream)
                .sorted(ORDER)
                .limit(wanted)
                .toList();
    }

    private List<String> nextOf(AttributeValue share, String prefix, @Nullable String last, int wanted) {
        @Nullable String behind = last == null || ORDER.compare(last, prefix) < 0 ? null : last;
        QueryRequest query = QueryRequest.builder()
                .indexName(ListedHead.STREAMS_INDEX)
                .keyConditionExpression(ListedHead.SHARE + " = :share AND " + ListedHead.NAME
                        + (behind == null ? " >= " : " > ") + ":from")
                .expressionAttributeValues(
                        Map.of(":share", share, ":from", ListedHead.name(behind == null ? prefix : behind)))
                .build();
        List<String> names = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryResponse page =
                    table.page(query.toBuilder().limit(wanted - names.size()).build(), start);
            for (Map<String, AttributeValue> hit : page.items()) {
                String name = Keys.stream(hit).identifier();
                if (!name.startsWith(prefix)) {
                    return names;
                }
                names.add(name);
            }
            start = page.lastEvaluatedKey();
        } while (!start.isEmpty() && names.size() < wanted);
        return names;
    }
}
