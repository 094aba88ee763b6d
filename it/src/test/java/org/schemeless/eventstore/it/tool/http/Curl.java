/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few options of curl that the documentation uses, and what a request they make. */
public final class Curl {

    /** A word of the shell: quoted either way, or plain; parts without white space between them are one word. */
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+", Pattern.DOTALL);

    private static final int LARGE = 20_000;

    private final List<String> headers = new ArrayList<>();
    private String method = "GET";
    private String address = "";
    private BodyPublisher body = BodyPublishers.noBody();
    private boolean typed;
    private boolean live;

    private Curl(Iterator<String> words) {
        while (words.hasNext()) {
            read(words.next(), words);
        }
    }

    /** @param lines of an answer that does not end, those that are read */
    public static Reply run(String command, Store store, int lines) {
        String line = command.replaceAll("\\\\\n", " ");
        List<String> words = WORD.matcher(line)
                .results()
                .map(MatchResult::group)
                .map(Curl::unquoted)
                .toList();
        if (!words.get(0).equals("curl")) {
            throw new IllegalArgumentException("no curl: " + command);
        }
        return new Curl(words.subList(1, words.size()).iterator()).send(store, lines);
    }

    private static String unquoted(String word) {
        Matcher part = Pattern.compile("'([^']*)'|\"([^\"]*)\"", Pattern.DOTALL).matcher(word);
        return part.replaceAll(
                quoted -> Matcher.quoteReplacement(quoted.group(1) == null ? quoted.group(2) : quoted.group(1)));
    }

    private void read(String word, Iterator<String> words) {
        switch (word) {
            case "-i" -> {}
            case "-N" -> live = true;
            case "-I" -> method = "HEAD";
            case "-X" -> method = words.next();
            case "-H" -> header(words.next());
            case "-d", "--data-binary" -> data(words.next());
            default -> address = word;
        }
    }

    private void header(String line) {
        int colon = line.indexOf(':');
        headers.add(line.substring(0, colon));
        headers.add(line.substring(colon + 1).strip());
        typed |= line.startsWith("Content-Type");
    }

    private void data(String data) {
        method = "POST";
        body = BodyPublishers.ofString(data.startsWith("@") ? " ".repeat(LARGE) : data);
    }

    private Reply send(Store store, int lines) {
        if (method.equals("POST") && !typed) {
            header("Content-Type: application/x-www-form-urlencoded");
        }
        if (live) {
            return store.firstLines("http://" + address, lines, headers.toArray(String[]::new));
        }
        return store.send(method, "http://" + address, body, headers.toArray(String[]::new));
    }
}
