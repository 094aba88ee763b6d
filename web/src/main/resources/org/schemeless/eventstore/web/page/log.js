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

/** Several names, one after the other with commas between. */
const names = text => text.split(',').map(name => name.trim()).filter(name => name);

export async function log({ parameters, signal, address, go }) {
  const wish = Object.fromEntries(['after', 'domain', 'type', 'since', 'before']
    .map(name => [name, parameters.get(name) ?? '']));
  const inputs = {
    after: h('input', { type: 'number', min: '0', value: wish.after || '0' }),
    domain: h('input', { value: wish.domain }),
    type: h('input', { value: wish.type }),
    since: h('input', { value: wish.since, placeholder: T.log.timeHint, size: '22' }),
    before: h('input', { value: wish.before, placeholder: T.log.timeHint, size: '22' }),
  };
  const form = h('form', {
    class: 'line',
    onsubmit: submitted(() => go('log',
      Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()])))),
  }, Object.entries(inputs).map(([name, input]) => field(T.log[name], input)), h('button', {}, T.show));
  let list;
  try {
    list = await paged({
      first: path('log',
        { ...wish, after: wish.after || '0', domain: names(wish.domain), type: names(wish.type), limit: PAGE }),
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
  const domain = parameters.get('domain') ?? '';
  const type = parameters.get('type') ?? '';
  const domainInput = h('input', { value: domain });
  const typeInput = h('input', { value: type });
  const status = h('p', { role: 'status' });
  const seenText = h('p', { class: 'note' });
  const problem = h('div', {});
  const body = h('tbody', {});
  const button = h('button', { type: 'button', onclick: toggle }, T.live.pause);
  const where = path('log', { domain: names(domain), type: names(type) });

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
        status.textContent = '';
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
        onsubmit: submitted(() => go('live', { domain: domainInput.value.trim(), type: typeInput.value.trim() })),
      }, field(T.log.domain, domainInput), field(T.log.type, typeInput), h('button', {}, T.live.apply), button),
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
