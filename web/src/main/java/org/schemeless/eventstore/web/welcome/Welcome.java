/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.welcome;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.schemeless.eventstore.web.security.LocalCall;

/**
 * What is here, for whoever asks at the root: as a page, as JSON or as text. In the store's own application a browser
 * gets the page for people instead. It tells nobody anything of the store but
 * what its documentation tells everybody; its version it tells this machine only.
 *
 * <p>The init parameter {@code store} is the way from this address to that of the store.
 */
public class Welcome extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** The servlet for addresses with nothing at them. */
    private static final String ELSEWHERE = "container-errors";

    /** The servlet with the page for people; at the root of a server there is none. */
    private static final String PAGE = "page";

    private static final String NAME = "Event store";
    private static final String VERSION = "version.properties";

    /** The documentation stands beside the sources: what is deployed does not know where. */
    private static final String DOCUMENTATION = "docs/http.md of the project";

    /** @param isAddress whether it can be asked for as it stands */
    private record Place(String name, String path, boolean isAddress, String what) {}

    private static final List<Place> PLACES = List.of(
            new Place("stream", "api/streams/{domain}/{identifier}/events", false, "append to a stream, and read it"),
            new Place("events", "api/events", false, "append to several streams at once, and look events up"),
            new Place("log", "api/log", true, "all events in one order: pages, lines, live"),
            new Place("metrics", "api/metrics", true, "figures for Prometheus"),
            new Place("openapi", "api/openapi.json", true, "the OpenAPI document (and api/openapi.yaml)"));

    private static final String HEALTH = "/health/ready";
    private static final String HEALTH_IS = "of the server, on WildFly at its management port";

    private final String version = readVersion();

    private static String readVersion() {
        try (InputStream file = Welcome.class.getResourceAsStream(VERSION)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(file, VERSION));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Payara gives nothing to a servlet for the root alone where there is one for whatever has no other. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String method = request.getMethod();
        if (!isRoot(request)) {
            getServletContext().getNamedDispatcher(ELSEWHERE).forward(request, response);
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (!request.getRequestURI().endsWith("/")) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", withSlash(request.getRequestURI()));
        } else {
            super.service(request, response);
        }
    }

    private static boolean isRoot(HttpServletRequest request) {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        return path.isEmpty() || path.equals("/");
    }

    /** Relative, so that it is right behind any proxy. */
    private static String withSlash(String path) {
        return path.substring(path.lastIndexOf('/') + 1) + "/";
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String accepted = String.join(",", Collections.list(request.getHeaders("Accept")));
        Form form = Form.preferred(accepted);
        response.setHeader("Vary", "Accept");
        RequestDispatcher page = getServletContext().getNamedDispatcher(PAGE);
        if (form == Form.HTML && page != null) {
            page.forward(request, response);
            return;
        }
        Optional<String> known = LocalCall.isLocal(request) ? Optional.of(version) : Optional.empty();
        String store = Objects.requireNonNullElse(getInitParameter("store"), "");
        byte[] body = text(form, known, store).getBytes(StandardCharsets.UTF_8);
        response.setContentType(form.contentType());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String text(Form form, Optional<String> version, String store) {
        return switch (form) {
            case HTML -> html(version, store);
            case JSON -> json(version, store);
            case TEXT -> plain(version, store);
        };
    }

    private static String title(Optional<String> version) {
        return NAME + version.map(number -> " " + number).orElse("");
    }

    private static String plain(Optional<String> version, String store) {
        StringBuilder text = new StringBuilder(title(version)).append("\n\n");
        for (Place place : PLACES) {
            text.append("%-55s %s\n".formatted(store + place.path(), place.what()));
        }
        text.append("%-55s %s\n".formatted(HEALTH, HEALTH_IS));
        return text.append("\nDocumentation: ")
                .append(DOCUMENTATION)
                .append('\n')
                .toString();
    }

    private static String json(Optional<String> version, String store) {
        JsonObjectBuilder links = Json.createObjectBuilder();
        PLACES.forEach(place -> links.add(place.name(), store + place.path()));
        JsonObjectBuilder json = Json.createObjectBuilder().add("name", NAME);
        version.ifPresent(number -> json.add("version", number));
        return json.add("links", links.add("health", HEALTH))
                .add("documentation", DOCUMENTATION)
                .build()
                .toString();
    }

    /** The page, in which nothing comes from the request. */
    private static String html(Optional<String> version, String store) {
        StringBuilder html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>")
                .append(NAME)
                .append("</title></head>\n<body>\n<h1>")
                .append(title(version))
                .append("</h1>\n<ul>\n");
        if (!store.isEmpty()) {
            html.append("<li><a href=\"%s\">%s</a>: the page of the store</li>\n".formatted(store, store));
        }
        for (Place place : PLACES) {
            String path = store + place.path();
            String shown = place.isAddress() ? "<a href=\"" + path + "\">" + path + "</a>" : path;
            html.append("<li><code>%s</code>: %s</li>\n".formatted(shown, place.what()));
        }
        html.append("<li><code>%s</code>: %s</li>\n</ul>\n".formatted(HEALTH, HEALTH_IS));
        return html.append("<p>Documentation: %s</p>\n</body>\n</html>\n".formatted(DOCUMENTATION))
                .toString();
    }
}
