// SPDX-License-Identifier: Apache-2.0
// A stream as a time line. Of a long one there are as many rows as can be seen, and some pages of what they show.

import { get, path, Problem } from './api.js';
import { field, h, replace } from './dom.js';
import { preview } from './json.js';
import { said, submitted } from './parts.js';
import { T } from './texts.js';

const ROW = 36;
const PAGE = 50;
const KEPT_PAGES = 20;
/** No browser has elements of any height; beyond this a longer stream is mapped to it. */
const HIGHEST = 8_000_000;
const PREVIEW = 160;

export async function stream({ parameters, signal, address, keep }) {
  const domain = parameters.get('domain') ?? '';
  const identifier = parameters.get('identifier') ?? '';
  const wanted = Number(parameters.get('at') ?? '0');
  const where = (after, limit) => path('events', { domain, identifier, after, limit });
  const pages = new Map();
  const drawn = new Map();
  const status = h('p', { class: 'note', role: 'status' });
  const problem = h('div', {});
  let length = await lengthNow();
  let marked = wanted;

  async function lengthNow() {
    const tag = (await get(where(0, 1), signal)).header('ETag') ?? '';
    // a proxy that compresses makes it weak, or adds to it
    const digits = /^(?:W\/)?"(\d+)/.exec(tag);
    if (!digits) {
      throw new Problem(0, 'no-length', tag);
    }
    return Number(digits[1]);
  }

  const space = h('div', { class: 'space body', role: 'rowgroup' });
  const header = h('div', { class: 'row head', role: 'row', 'aria-rowindex': '1' },
    ['sequence', 'type', 'created', 'payload'].map(name =>
      h('div', { class: `cell ${name}`, role: 'columnheader' }, T.stream[name])));
  const scroll = h('div',
    { class: 'scroll', tabindex: '0', role: 'table', 'aria-label': T.stream.table, onscroll: scrolled },
    h('div', { role: 'rowgroup', class: 'head' }, header), space);

  const height = () => Math.min(HIGHEST, length * ROW);
  const seen = () => Math.max(1, Math.ceil((scroll.clientHeight - ROW) / ROW));

  /** The first row that is seen, from 0. */
  function top() {
    if (height() < HIGHEST) {
      return Math.floor(scroll.scrollTop / ROW);
    }
    const most = scroll.scrollHeight - scroll.clientHeight;
    return Math.round(scroll.scrollTop / most * (length - seen()));
  }

  function goTo(sequence) {
    marked = Math.min(Math.max(1, sequence), length);
    const row = marked - 1;
    const most = scroll.scrollHeight - scroll.clientHeight;
    scroll.scrollTop = height() < HIGHEST ? row * ROW : row / Math.max(1, length - seen()) * most;
    draw();
  }

  let due = false;
  let settled;
  function drawSoon() {
    if (!due) {
      due = true;
      requestAnimationFrame(() => {
        due = false;
        draw();
      });
    }
  }

  function scrolled() {
    drawSoon();
    clearTimeout(settled);
    settled = setTimeout(() => {
      if (!signal.aborted) {
        keep('stream', { domain, identifier, at: top() + 1 });
      }
    }, 400);
  }

  function draw() {
    if (signal.aborted) {
      return;
    }
    const first = Math.max(0, top() - 2);
    const last = Math.min(length, first + seen() + 5);
    const shift = height() < HIGHEST ? 0 : scroll.scrollTop - top() * ROW;
    space.style.height = `${height()}px`;
    scroll.setAttribute('aria-rowcount', length + 1);
    for (const [sequence, row] of drawn) {
      if (sequence <= first || sequence > last) {
        row.remove();
        drawn.delete(sequence);
      }
    }
    // a row that stays is left alone, and keeps the focus
    let place = space.firstChild;
    for (let sequence = first + 1; sequence <= last; sequence++) {
      const isHere = place !== null && place === drawn.get(sequence);
      const row = drawnRow(sequence);
      row.style.transform = `translateY(${(sequence - 1) * ROW + shift}px)`;
      if (isHere) {
        place = row.nextSibling;
      } else {
        space.insertBefore(row, place);
      }
    }
    status.textContent = length ? T.stream.length(T.number(length)) : T.stream.empty;
    scroll.hidden = length === 0;
  }

  function drawnRow(sequence) {
    const event = pageOf(Math.floor((sequence - 1) / PAGE))?.get(sequence);
    const known = drawn.get(sequence);
    const isMarked = sequence === marked;
    if (known && known.dataset.read === String(Boolean(event))) {
      known.classList.toggle('marked', isMarked);
      return known;
    }
    const made = rowOf(sequence, event);
    made.dataset.read = Boolean(event);
    made.classList.toggle('marked', isMarked);
    known?.replaceWith(made);
    drawn.set(sequence, made);
    return made;
  }

  function rowOf(sequence, event) {
    const cell = (name, ...content) => h('div', { class: `cell ${name}`, role: 'cell' }, content);
    return h('div', {
      class: 'row', role: 'row', 'aria-rowindex': sequence + 1,
    },
    cell('sequence', T.number(sequence)),
    cell('type', event ? h('a', { href: address('event', { id: event.id }) }, event.type) : '…'),
    cell('created', event?.created ?? ''),
    cell('payload', event?.payload ?? ''));
  }

  /** What is kept of a page; it is read if it is not there. */
  function pageOf(number) {
    const known = pages.get(number);
    if (known) {
      pages.delete(number);
      pages.set(number, known);
      return known.events;
    }
    const reading = { events: null, end: new AbortController() };
    pages.set(number, reading);
    for (const [other, page] of pages) {
      if (pages.size <= KEPT_PAGES) {
        break;
      }
      page.end.abort();
      pages.delete(other);
    }
    read(number, reading);
    return null;
  }

  async function read(number, page) {
    const events = new Map();
    const most = Math.min(length, (number + 1) * PAGE);
    try {
      // a view that is scrolled by does not ask
      await new Promise(done => setTimeout(done, 60));
      if (signal.aborted || page.end.signal.aborted || !isNear(number)) {
        pages.delete(number);
        return;
      }
      // a page of large events ends early
      for (let after = number * PAGE; after < most;) {
        const answer = await get(where(after, most - after), page.end.signal);
        const some = answer.json.get('events');
        some.forEach(event => events.set(Number(event.get('sequence').text), row(event)));
        after = some.length ? Math.max(...events.keys()) : most;
      }
      page.events = events;
      replace(problem);
      draw();
    } catch (error) {
      pages.delete(number);
      if (!signal.aborted && !page.end.signal.aborted) {
        replace(problem, said(error));
      }
    }
  }

  function isNear(number) {
    const first = top() - 2;
    return (number + 1) * PAGE > first && number * PAGE < first + seen() + 5;
  }

  signal.addEventListener('abort', () => pages.forEach(page => page.end.abort()));
  const sequence = h('input', { type: 'number', min: '1', value: wanted || 1, required: true });
  return {
    title: T.stream.title(domain, identifier),
    content: [
      h('form', { class: 'line', onsubmit: submitted(() => goTo(Number(sequence.value))) },
        field(T.stream.go, sequence), h('button', {}, T.show),
        h('button', {
          type: 'button',
          onclick: async () => {
            try {
              length = await lengthNow();
              pages.forEach((page, number) => page.events?.size < PAGE && pages.delete(number));
              draw();
            } catch (error) {
              replace(problem, said(error));
            }
          },
        }, T.stream.reload),
        h('a', { href: address('streams', { domain }) }, T.stream.others)),
      status, problem, scroll,
    ],
    shown: () => {
      draw();
      if (wanted > 1) {
        goTo(wanted);
      }
      new ResizeObserver(drawSoon).observe(scroll);
    },
  };
}

function row(event) {
  return {
    id: event.get('id'),
    type: event.get('type'),
    created: event.get('created'),
    payload: preview(event.get('payload'), PREVIEW),
  };
}
