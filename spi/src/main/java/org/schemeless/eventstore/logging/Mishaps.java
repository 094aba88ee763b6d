/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.logging;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the store's modules tell an administrator of what went wrong: in few words, and without a password. Not for
 * applications.
 */
public final class Mishaps {

    private static final int LONGEST_LINE = 500;
    private static final int FRAMES = 3;

    /** What follows the place in a JDBC URL: H2 and Connector/J take user and password there. */
    private static final Pattern URL_PARAMETERS = Pattern.compile("(jdbc:[^\\s'\"<>?;]*)[?;][^\\s'\"<>]*");

    /** User and password before the host of any URL. The last at sign ends them, whatever they contain. */
    private static final Pattern USER_INFO = Pattern.compile("(://)[^\\s'\"<>/?]*@");

    private static final Pattern PASSWORD =
            Pattern.compile("(?i)((?:password|passwd|pwd|secret|token)\\w*\\s*[=:]\\s*)[^\\s&;,)'\"]+");

    private static final Pattern LINE_ENDS = Pattern.compile("\\s*\\R\\s*");

    private Mishaps() {}

    /**
     * Logs what may happen in good order, as one line; the stack trace is for those who look at {@code DEBUG} (FINE).
     */
    public static void tell(Logger log, String what, Throwable failure) {
        log.log(Level.WARNING, what + ": " + line(failure));
        log.log(Level.DEBUG, what, failure);
    }

    /** The failure in one line: its type and message, and those of its innermost cause. */
    public static String line(Throwable failure) {
        Throwable root = root(failure);
        String text = oneLine(failure);
        return root == failure ? text : text + ", caused by " + oneLine(root);
    }

    /** The failure in a few lines: its type and message, those of its innermost cause, and where that came from. */
    public static String firstLines(Throwable failure) {
        Throwable root = root(failure);
        List<String> lines = new ArrayList<>(List.of(oneLine(failure)));
        if (root != failure) {
            lines.add("caused by " + oneLine(root));
        }
        Stream.of(root.getStackTrace()).limit(FRAMES).forEach(frame -> lines.add("at " + frame));
        return String.join("\n", lines);
    }

    /** The first of the failure and its causes, what was suppressed included, that is of this type. */
    public static <T extends Throwable> Optional<T> find(Class<T> type, Throwable failure) {
        return all(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The text without passwords of URLs and the like, and without the parameters of a JDBC URL. */
    public static String withoutPasswords(String text) {
        String shorter = URL_PARAMETERS.matcher(text).replaceAll("$1");
        String nobody = USER_INFO.matcher(shorter).replaceAll("$1");
        return PASSWORD.matcher(nobody).replaceAll("$1***");
    }

    private static String oneLine(Throwable failure) {
        String line = LINE_ENDS.matcher(withoutPasswords(failure.toString())).replaceAll(" ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    /** The failure and its causes, from the outermost on, each once. */
    @SuppressWarnings("NullAway") // Stream.iterate ends at null
    public static Stream<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return Stream.<Throwable>iterate(failure, cause -> cause != null && seen.add(cause), Throwable::getCause);
    }

    /** The innermost cause, or the failure itself. */
    public static Throwable root(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable root = failure;
        while (root.getCause() != null && seen.add(root)) {
            root = root.getCause();
        }
        return root;
    }

    private static Stream<Throwable> all(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return all(failure, seen::add);
    }

    private static Stream<Throwable> all(Throwable failure, Predicate<Throwable> isNew) {
        if (!isNew.test(failure)) {
            return Stream.empty();
        }
        Stream<Throwable> causes = failure.getCause() == null ? Stream.empty() : all(failure.getCause(), isNew);
        Stream<Throwable> others = Stream.of(failure.getSuppressed()).flatMap(one -> all(one, isNew));
        return Stream.of(Stream.of(failure), causes, others).flatMap(some -> some);
    }
}
