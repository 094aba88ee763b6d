/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.service.AppendSignal;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.problem.ProblemType;

/**
 * Those who are sent the log by this node. They are woken after each append of this node, and each second: for what
 * other nodes appended, for heartbeats, and to try again what failed.
 */
@ApplicationScoped
public class LogClients {

    private static final Logger LOG = System.getLogger(LogClients.class.getName());

    private static final String RETRY_SECONDS = "5";
    private static final int THREADS = 4;

    private final Set<LogClient> clients = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(LogSettings.maxClients());

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService timer;

    @EJB
    private AppendSignal signal;

    @Inject
    private LogTail tail;

    private BoundedExecutor bounded;
    private CoalescingRun look;
    private Runnable listener;
    private Future<?> ticks;

    @PostConstruct
    void start() {
        bounded = new BoundedExecutor(executor, THREADS);
        look = new CoalescingRun(bounded, this::look);
        listener = look::call;
        signal.add(listener);
        ticks = timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        ticks.cancel(false);
        signal.remove(listener);
        clients.forEach(LogClient::end);
    }

    /**
     * Sends the caller what it wants of the log: to its end as it is now, or for ever.
     *
     * @param answer suspended
     * @param headers of the answer; told where the log ends
     * @throws WebApplicationException if there is no place, or no log
     * @throws InvalidEventException if the log does not reach to where it is to begin
     */
    public void follow(
            Wish wish, HttpServletRequest request, AsyncResponse answer, Function<LogEnd, Map<String, String>> headers)
            throws IOException {
        LogEnd end = locate(wish);
        if (!places.tryAcquire()) {
            throw noPlace();
        }
        LogClient client;
        try {
            AsyncContext async = request.getAsyncContext();
            async.setTimeout(0);
            HttpServletResponse response = (HttpServletResponse) async.getResponse();
            response.setContentType(wish.format().mediaType());
            headers.apply(end).forEach(response::setHeader);
            long until = wish.format().isLive() ? Long.MAX_VALUE : end.position();
            client = new LogClient(wish, until, tail, async, answer, bounded, this::left);
        } catch (IOException | RuntimeException e) {
            places.release();
            throw e;
        }
        clients.add(client);
        try {
            client.start();
        } catch (RuntimeException e) {
            left(client);
            throw e;
        }
    }

    /**
     * The end of the log.
     *
     * @throws InvalidEventException if the log does not reach to where the wish is to begin
     */
    public LogEnd locate(Wish wish) {
        LogEnd end = tail.locate(wish.until());
        if (wish.after() > end.position()) {
            throw new InvalidEventException(
                    wish.parameter(), "is " + wish.after(), "0 to " + end.position() + ", the end of the log");
        }
        return end;
    }

    private void left(LogClient client) {
        if (clients.remove(client)) {
            places.release();
        }
    }

    /**
     * A timer ends with the first run that throws, of whatever kind; what did not go well now may do so in a second.
     */
    private void tick() {
        try {
            bounded.retry();
            clients.forEach(LogClient::wake);
            look.call();
        } catch (RuntimeException | Error e) {
            Mishaps.tell(LOG, "followers of the log wait for the next second", e);
        }
    }

    private void look() {
        if (clients.isEmpty()) {
            return;
        }
        try {
            if (tail.refresh()) {
                clients.forEach(LogClient::wake);
                look.call();
            }
        } catch (InvalidEventException e) {
            LOG.log(Level.WARNING, "the log is shorter than it was: its followers have to ask again", e);
            clients.forEach(LogClient::end);
            tail.startOver();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "the log cannot be read now; followers wait", e);
        }
    }

    private static WebApplicationException noPlace() {
        String detail = "So many follow the log already; the setting is eventstore.http.max-followers";
        return new WebApplicationException(new Problem(ProblemType.UNAVAILABLE, detail).answerForNow(RETRY_SECONDS));
    }
}
