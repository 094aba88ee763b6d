// SPDX-License-Identifier: Apache-2.0
// Calls of the store. Credentials are kept for the session of this tab, and nothing else is kept at all.

import { parse } from './json.js';

const BASE = new URL('api/', document.baseURI);
const KEPT = 'eventstore-authorization';
const LIVE = 'text/event-stream';
const SILENCE = 60_000;
const PAUSES = [500, 1_000, 2_000, 5_000, 10_000];

/** What the store, or the way to it, has refused. Status 0 is a store that cannot be reached. */
export class Problem extends Error {
  constructor(status, type, detail, { schemes = '', event = '' } = {}) {
    super(detail);
    this.status = status;
    this.type = type;
    this.schemes = schemes;
    this.event = event;
  }

  /** Of the store's own words; what has none comes from a proxy, or from a server that starts. */
  static of(status, body, schemes) {
    const text = name => String(body?.[name] ?? '');
    return new Problem(status, text('type').split('/').pop(), text('detail'), { schemes, event: text('id') });
  }
}

export function authorization() {
  return sessionStorage.getItem(KEPT);
}

export function authorize(value) {
  if (value) {
    sessionStorage.setItem(KEPT, value);
  } else {
    sessionStorage.removeItem(KEPT);
  }
}

/** Name and password as HTTP has them: in UTF-8. */
export function basic(name, password) {
  const bytes = new TextEncoder().encode(`${name}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** A path with parameters; those that are null or empty are left out, unless they are given in a list. */
export function path(name, parameters) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    if (Array.isArray(value)) {
      value.forEach(one => query.append(key, one));
    } else if (value !== null && value !== undefined && value !== '') {
      query.append(key, value);
    }
  }
  const text = query.toString();
  return text ? `${name}?${text}` : name;
}

async function send(where, options = {}) {
  const headers = { Accept: 'application/json', ...options.headers };
  const kept = authorization();
  if (kept) {
    headers.Authorization = kept;
  }
  let response;
  try {
    response = await fetch(new URL(where, BASE),
      { ...options, headers, credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
  } catch (error) {
    throw error.name === 'AbortError' ? error : new Problem(0, 'unreachable', error.message);
  }
  if (!response.ok) {
    throw await problem(response);
  }
  return response;
}

async function problem(response) {
  let body = null;
  try {
    body = await response.json();
  } catch {
    // no body of the store's
  }
  return Problem.of(response.status, body, response.headers.get('WWW-Authenticate') ?? '');
}

/** The last that a live answer says, if the store cannot go on. */
function toldLive(text) {
  try {
    const body = JSON.parse(text);
    return Problem.of(Number(body.status) || 503, body);
  } catch {
    return new Problem(503, 'interrupted', text);
  }
}

/** The answer to GET, with the address of the next page if there is one. */
export async function get(where, signal) {
  const response = await send(where, { signal });
  const text = await whole(response);
  const link = /<([^>]*)>; *rel="next"/.exec(response.headers.get('Link') ?? '');
  return {
    json: parse(text),
    next: link ? new URL(link[1], response.url).href : null,
    header: name => response.headers.get(name),
  };
}

/** Text that is no JSON, as the metrics. */
export async function getText(where, signal) {
  return whole(await send(where, { signal, headers: { Accept: 'text/plain' } }));
}

async function whole(response) {
  try {
    return await response.text();
  } catch (error) {
    throw error.name === 'AbortError' ? error : new Problem(0, 'unreachable', error.message);
  }
}

/** The last position of the log. */
export async function endOfLog(signal) {
  const response = await send('log', { method: 'HEAD', signal, headers: { Accept: 'application/x-ndjson' } });
  return response.headers.get('Eventstore-Position') ?? '0';
}

/** POST of an object. */
export async function post(where, body) {
  const response = await send(where,
    { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  return parse(await whole(response));
}

/**
 * Follows the log live until the signal ends it, over lost connections too: it goes on after the last event.
 * `told` has the methods connected(), event(text), looked(position), lost(problem) and refused(problem).
 */
export async function follow(where, after, told, signal) {
  let last = after;
  let failures = 0;
  while (!signal.aborted) {
    const attempt = new AbortController();
    const end = () => attempt.abort();
    signal.addEventListener('abort', end);
    let watch = setTimeout(end, SILENCE);
    try {
      const response = await send(where,
        { signal: attempt.signal, headers: { Accept: LIVE, 'Last-Event-ID': last } });
      told.connected();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      let event = nothingYet();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(watch);
        watch = setTimeout(end, SILENCE);
        const lines = (rest + part.value).split('\n');
        rest = lines.pop();
        for (const line of lines) {
          if (line !== '' && line !== '\r') {
            addLine(event, line.replace(/\r$/, ''));
            continue;
          }
          if (event.type === 'problem') {
            throw toldLive(event.data.join('\n'));
          }
          if (event.isNews) {
            failures = 0;
          }
          if (event.id !== null) {
            last = event.id;
            told.looked(last);
          }
          if (event.data.length) {
            told.event(event.data.join('\n'));
          }
          event = nothingYet();
        }
      }
      throw new Problem(0, 'ended', '');
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (isOfStore(error)) {
        told.refused(error);
        return;
      }
      told.lost(error);
      await pause(PAUSES[Math.min(failures++, PAUSES.length - 1)], signal);
    } finally {
      clearTimeout(watch);
      signal.removeEventListener('abort', end);
    }
  }
}

/**
 * Whether the store itself refuses, and will again: what has no problem of its own comes from a server that starts, or
 * a proxy.
 */
function isOfStore(error) {
  return error instanceof Problem && error.status >= 400 && error.status !== 503 && error.type !== '';
}

function nothingYet() {
  return { id: null, type: '', data: [], isNews: false };
}

/** How long to wait is said before anything else, and no sign that the store can go on; all else is. */
function addLine(event, line) {
  const colon = line.indexOf(':');
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'data') {
    event.data.push(value);
  } else if (name === 'id') {
    event.id = value;
  } else if (name === 'event') {
    event.type = value;
  }
  event.isNews ||= name !== 'retry';
}

/** A pause that a signal ends early. */
export function pause(millis, signal) {
  return new Promise(done => {
    if (signal.aborted) {
      done();
      return;
    }
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      done();
    };
    const timer = setTimeout(over, millis);
    signal.addEventListener('abort', over);
  });
}
