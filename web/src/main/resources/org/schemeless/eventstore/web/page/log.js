// SPDX-License-Identifier: Apache-2.0
// The log: searched, by pages that say how far they looked; and live.

import { endOfLog, follow, path } from './api.js';
import { field, h, replace } from './dom.js';
import { eventCells } from './event.js';
import { parse } from './json.js';
import { paged } from './paged.js';
import { said, submitted } from './parts.js';
import { T } from './texts.js';

const PAGE = 50;
const LIVE_ROWS = 200;
const HEADINGS = () => [T.log.position, T.log.type, T.log.stream, T.log.created, T.log.payload];

/** Fields for names: one for each that the address has, and one more. Names may have commas, but no blank at an end. */
function fieldsOf(label, names) {
  const inputs = [...names, ''].map(name => h('input', { value: name }));
  return {
    fields: inputs.map((input, i) => field(i ? T.log.or(label) : label, input)),
    values: () => inputs.map(input => input.value.trim()),
  };
}

export async function log({ parameters, signal, address, go }) {
  const wish = Object.fromEntries(['after', 'since', 'before'].map(name => [name, parameters.get(name) ?? '']));
  const names = Object.fromEntries(['domain', 'type'].map(name => [name, parameters.getAll(name)]));
  const after = h('input', { type: 'number', min: '0', value: wish.after || '0' });
  const domains = fieldsOf(T.log.domain, names.domain);
  const types = fieldsOf(T.log.type, names.type);
  const since = h('input', { value: wish.since, placeholder: T.log.timeHint, size: '22' });
  const before = h('input', { value: wish.before, placeholder: T.log.timeHint, size: '22' });
  const form = h('form', {
    class: 'line',
    onsubmit: submitted(() => go('log', {
      after: after.value, domain: domains.values(), type: types.values(),
      since: since.value.trim(), before: before.value.trim(),
    })),
  }, field(T.log.after, after), domains.fields, types.fields, field(T.log.since, since), field(T.log.before, before),
  h('button', {}, T.show));
  let list;
  try {
    list = await paged({
      first: path('log',
        { ...wish, ...names, after: wish.after || '0', limit: PAGE }),
      signal, label: T.log.list, headings: HEADINGS(), empty: T.none, goOn: T.log.goOn, end: T.log.end,
      told: answer => T.log.looked(answer.header('Eventstore-Position')),
      rows: json => json.get('events').map(one => eventCells(one, address)),
    });
  } catch (error) {
    if (error.status !== 422) {
      throw error;
    }
    list = said(error);
  }
  return { title: T.log.title, content: [form, list] };
}

export async function live({ parameters, signal, address, go }) {
  const domain = parameters.getAll('domain');
  const type = parameters.getAll('type');
  const domains = fieldsOf(T.log.domain, domain);
  const types = fieldsOf(T.log.type, type);
  const status = h('p', { role: 'status' });
  const seenText = h('p', { class: 'note' });
  const problem = h('div', {});
  const body = h('tbody', {});
  const button = h('button', { type: 'button', onclick: toggle }, T.live.pause);
  const where = path('log', { domain, type });

  let last = parameters.get('after') ?? await endOfLog(signal);
  let following = null;
  let waiting = [];
  let seen = 0;
  let due = false;

  function start() {
    following = new AbortController();
    const mine = following;
    status.textContent = T.live.connecting;
    button.textContent = T.live.pause;
    follow(where, last, {
      connected: () => {
        status.textContent = T.live.following;
        status.className = 'good';
        replace(problem);
      },
      event: text => {
        if (!mine.signal.aborted) {
          seen++;
          waiting.push(text);
          if (waiting.length > LIVE_ROWS) {
            waiting.shift();
          }
          drawSoon();
        }
      },
      looked: position => { last = position; },
      lost: () => {
        status.textContent = T.live.lost;
        status.className = 'problem';
      },
      refused: error => {
        stop();
        status.textContent = '';
        button.textContent = T.live.resume;
        replace(problem, said(error));
      },
    }, mine.signal);
  }

  function stop() {
    following?.abort();
    following = null;
  }

  function toggle() {
    if (following) {
      stop();
      status.textContent = T.live.paused;
      status.className = 'note';
      button.textContent = T.live.resume;
    } else {
      start();
    }
  }

  /** Whatever comes, the table is drawn four times a second at most, and has so many rows at most. */
  function drawSoon() {
    if (!due) {
      due = true;
      setTimeout(draw, 250);
    }
  }

  function draw() {
    due = false;
    const rows = waiting.map(parse).map(one =>
      h('tr', {}, eventCells(one, address).map(cell => h('td', {}, cell)))).reverse();
    waiting = [];
    body.prepend(...rows);
    while (body.rows.length > LIVE_ROWS) {
      body.lastChild.remove();
    }
    seenText.textContent = `${T.live.seen(T.number(seen))} ${T.live.rows(LIVE_ROWS)}`;
  }

  signal.addEventListener('abort', stop);
  return {
    title: T.live.title,
    content: [
      h('form', {
        class: 'line',
        onsubmit: submitted(() => go('live', { domain: domains.values(), type: types.values() })),
      }, domains.fields, types.fields, h('button', {}, T.live.apply), button),
      status, problem, seenText,
      h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': T.live.list },
        h('table', {},
          h('thead', {}, h('tr', {}, HEADINGS().map(text => h('th', { scope: 'col' }, text)))), body)),
    ],
    shown: () => {
      start();
      draw();
    },
  };
}
