/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */

// Drives a store by the client that openapi-generator makes for TypeScript. Argument: the address of the API.
import { Configuration, ErasureApi, EventsApi, LogApi, ResponseError, StreamsApi } from './client';

declare const process: { argv: string[]; exit(code: number): void };

function is(found: unknown, expected: unknown): void {
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
        throw new Error(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
    }
}

async function fails(status: number, problem: string, call: Promise<unknown>): Promise<void> {
    try {
        await call;
    } catch (e) {
        if (!(e instanceof ResponseError)) {
            throw e;
        }
        is(e.response.status, status);
        is((await e.response.json()).type, `/eventstore/problems/${problem}`);
        return;
    }
    throw new Error(`no ${status}`);
}

async function drive(basePath: string): Promise<void> {
    const configuration = new Configuration({ basePath });
    const streams = new StreamsApi(configuration);
    const events = new EventsApi(configuration);
    const domain = 'clients';
    const identifier = `typescript ä-${Date.now()}`;

    const appended = await streams.appendToStreamRaw({
        domain,
        identifier,
        ifNoneMatch: '*',
        newEvent: [{ type: 'opened', payload: { amount: 1 }, meta: { by: 'typescript' }, correlationId: identifier }],
    });
    is(appended.raw.status, 201);
    is(appended.raw.headers.get('ETag'), '"1"');
    const id = (await appended.value()).events[0].id;

    await fails(412, 'concurrency-error', streams.appendToStream({
        domain, identifier, ifMatch: '"0"', newEvent: [{ type: 'opened', payload: 1 }],
    }));
    await fails(422, 'invalid-event', streams.appendToStream({
        domain, identifier, newEvent: [{ type: '', payload: 1 }],
    }));

    const sequence = await streams.streamSequenceRaw({ domain, identifier });
    is(sequence.raw.status, 200);
    is(sequence.raw.headers.get('ETag'), '"1"');

    const page = (await streams.readStream({ domain, identifier, after: 0, limit: 10 })).events;
    is(page.length, 1);
    is(page[0].id, id);
    is(page[0].payload, { amount: 1 });
    is(page[0].meta, { by: 'typescript' });
    is(page[0].created instanceof Date, true);

    const batch = await events.appendBatch({
        batch: {
            events: [
                { domain, identifier, type: 'closed', payload: 'x' },
                { domain, identifier: identifier + 'b', type: 'opened', payload: 2 },
            ],
            expectedSequences: [{ domain, identifier, sequence: 1 }],
        },
    });
    is(batch.events.length, 2);
    await fails(409, 'concurrency-error', events.appendBatch({
        batch: { events: [{ domain, identifier, type: 't', payload: 1 }], expectedSequence: 1 },
    }));

    is((await events.getEvent({ id })).type, 'opened');
    is((await events.findEvents({ correlationId: identifier })).events.length, 1);
    await fails(404, 'event-not-found', events.getEvent({ id: 'nobody' }));

    const log = (await new LogApi(configuration).readLog({ after: 0, limit: 1000 })).events;
    is(log[0].position, 1);
    is(log.some((event) => event.id === id), true);

    const opened = (
        await new LogApi(configuration).readLog({ domain: [domain, 'nobody'], type: ['opened'], limit: 1000 })
    ).events;
    is(opened.some((event) => event.id === id), true);
    is(opened.every((event) => event.type === 'opened'), true);

    await drivePersonal(configuration, domain, `${identifier}p`);
}

async function drivePersonal(configuration: Configuration, domain: string, identifier: string): Promise<void> {
    const subject = { type: 'customer', id: identifier };
    const tag = { name: 'order', value: identifier };
    const erasures = new ErasureApi(configuration);

    const found = async () => {
        const boundary = await new EventsApi(configuration).readBoundary({ eventQuery: { items: [{ tags: [tag] }] } });
        is(boundary.mark.length > 0, true);
        is(boundary.events.length, 1);
        return boundary.events[0];
    };

    await new StreamsApi(configuration).appendToStream({
        domain,
        identifier,
        newEvent: [{
            type: 'placed',
            payload: { street: 'Elm Street 1' },
            tags: [tag],
            personal: [{ subject, members: ['/street'] }],
        }],
    });
    const clear = await found();
    is(clear.payload, { street: 'Elm Street 1' });
    is(clear.personal?.[0].subject, subject);

    is((await erasures.eventsOfSubject({ subjectRequest: { subject } })).events.length, 1);
    const erased = await erasures.eraseRaw({ erasureRequest: { subject, request: 'request 118' } });
    is(erased.raw.status, 201);
    is((await erased.value()).key, clear.personal?.[0].key);
    is((await erasures.eraseRaw({ erasureRequest: { subject } })).raw.status, 200);

    const gone = await found();
    is(gone.payload, {});
    is(gone.personal?.[0].erased, true);
    is(gone.personal?.[0].members, ['/street']);
    is((await erasures.listKeys({})).keys.some((key) => key.subject.id === identifier), false);
    is((await erasures.rotate({ body: {} })).wrapped, 0);
}

drive(process.argv[2]).then(
    () => console.log('driven'),
    (error) => {
        console.error(error);
        process.exit(1);
    },
);
