/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client accepts (RFC 9110, section 12.5.1). Parameters of media types do not count: answers are UTF-8, whatever
 * charset is asked for, and never say another.
 */
final class Accept {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String VALUE = "(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")";
    private static final Pattern RANGE = Pattern.compile("\\G[ \\t,]*+(" + TOKEN + ")/(" + TOKEN
            + ")((?:[ \\t]*+;[ \\t]*+" + TOKEN + "=" + VALUE + ")*+)[ \\t]*+(?:,|$)[ \\t,]*+");
    private static final Pattern QUALITY =
            Pattern.compile(";[ \\t]*[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)(?![^; \\t])");

    private static final String PROBLEM = "application/problem+json";
    private static final String WILDCARD = "*";

    /** Among equals the first comes first. */
    private static final List<String> OFFERED = List.of(
            MediaType.APPLICATION_JSON,
            MediaTypes.CLOUDEVENT,
            MediaTypes.CLOUDEVENTS,
            MediaTypes.NDJSON,
            MediaType.SERVER_SENT_EVENTS,
            MediaType.TEXT_PLAIN);

    private record Range(String type, String subtype, String quality) {

        boolean isRefused() {
            return quality.matches("0(\\.0*)?");
        }

        String name() {
            return type + "/" + subtype;
        }

        boolean isOf(String mediaType) {
            return name().equals(mediaType);
        }

        boolean matches(String mediaType) {
            return isOf(mediaType)
                    || type.equals(WILDCARD)
                    || subtype.equals(WILDCARD) && mediaType.startsWith(type + "/");
        }

        /** How specific the range is: of those that match a media type the most specific one counts. */
        int specificity() {
            if (type.equals(WILDCARD)) {
                return 0;
            }
            return subtype.equals(WILDCARD) ? 1 : 2;
        }

        String text() {
            return name() + ";q=" + quality;
        }
    }

    private final String given;
    private final List<Range> ranges;

    private Accept(String given, List<Range> ranges) {
        this.given = given;
        this.ranges = ranges;
    }

    static Accept of(String given) {
        List<Range> ranges = new ArrayList<>();
        Matcher next = RANGE.matcher(given);
        int end = 0;
        while (next.find()) {
            ranges.add(range(next));
            end = next.end();
        }
        return new Accept(given, end == given.length() ? ranges : List.of());
    }

    private static Range range(MatchResult range) {
        Matcher quality = QUALITY.matcher(range.group(3));
        return new Range(
                range.group(1).toLowerCase(Locale.ROOT),
                range.group(2).toLowerCase(Locale.ROOT),
                quality.find() ? quality.group(1) : "1");
    }

    /**
     * The same in words that leave nothing open: without parameters, and without what is refused.
     *
     * @param bodiless whether there is no body in the answer; then one that takes problems only takes it as well
     */
    String text(boolean bodiless) {
        if (ranges.isEmpty()) {
            return given; // malformed, for the server to say
        }
        boolean isRefusing = ranges.stream().anyMatch(Range::isRefused);
        String text = (isRefusing ? left() : ranges.stream()).map(Range::text).collect(Collectors.joining(", "));
        return bodiless && acceptsProblems() ? text + ", */*;q=0.001" : text;
    }

    private boolean acceptsProblems() {
        return ranges.stream().anyMatch(range -> range.isOf(PROBLEM) && !range.isRefused());
    }

    /** Each media type that is not refused, and one that nobody has, so that it is not nothing. */
    private Stream<Range> left() {
        Stream<String> named =
                ranges.stream().filter(range -> range.specificity() == 2).map(Range::name);
        return Stream.concat(
                Stream.concat(named, OFFERED.stream())
                        .distinct()
                        .map(this::best)
                        .filter(range -> !range.isRefused()),
                Stream.of(new Range("none", "none", "1")));
    }

    private Range best(String mediaType) {
        return ranges.stream()
                .filter(range -> range.matches(mediaType))
                .max(Comparator.comparingInt(Range::specificity))
                .map(range -> new Range(
                        mediaType.substring(0, mediaType.indexOf('/')),
                        mediaType.substring(mediaType.indexOf('/') + 1),
                        range.quality()))
                .orElse(new Range(WILDCARD, WILDCARD, "0"));
    }
}
