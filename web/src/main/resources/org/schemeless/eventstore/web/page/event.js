// SPDX-License-Identifier: Apache-2.0
// One event, what led to it and what came of it; and events that belong together.

import { get, path, Problem } from './api.js';
import { add, h, replace } from './dom.js';
import { preview } from './json.js';
import { jsonView } from './jsonview.js';
import { paged } from './paged.js';
import { said } from './parts.js';
import { T } from './texts.js';

const LONGEST_CHAIN = 50;
const EFFECTS = 50;
const PREVIEW = 120;

async function find(id, signal) {
  return (await get(path('events', { id }), signal)).json.get('events')[0] ?? null;
}

export async function event({ parameters, signal, address }) {
  const id = parameters.get('id') ?? '';
  const shown = await find(id, signal);
  if (!shown) {
    throw new Problem(404, 'event-not-found', id);
  }
  const domain = shown.get('domain');
  const identifier = shown.get('identifier') ?? '';
  const sequence = shown.get('sequence').text;
  const facts = [
    [T.event.id, shown.get('id')],
    [T.event.stream, h('a', { href: address('stream', { domain, identifier, at: sequence }) },
      T.stream.title(domain, identifier))],
    [T.event.sequence, sequence],
    [T.event.position, shown.get('position')
      ? h('a', { href: address('log', { after: String(BigInt(shown.get('position').text) - 1n) }) },
        shown.get('position').text)
      : T.event.noPosition],
    [T.event.type, h('a', { href: address('log', { type: shown.get('type') }) }, shown.get('type'))],
    [T.event.created, shown.get('created')],
    linkTo('correlationId'),
    linkTo('causationId'),
    [T.event.tags, (shown.get('tags') ?? []).map(tag => `${tag.get('name')}: ${tag.get('value')}`).join(', ')],
  ];

  function linkTo(name) {
    const value = shown.get(name);
    return [T.event[name], value ? h('a', { href: address('linked', { [name]: value }) }, value) : ''];
  }

  const causes = h('div', {}, T.loading);
  const effects = h('div', { class: 'tree' });
  return {
    title: T.event.title(shown.get('type')),
    content: [
      h('dl', { class: 'facts' }, facts.filter(([, value]) => value !== '').map(([name, value]) =>
        [h('dt', {}, name), h('dd', {}, value)])),
      h('h2', {}, T.event.payload), jsonView(shown.get('payload')), personal(shown),
      shown.has('meta') ? [h('h2', {}, T.event.meta), jsonView(shown.get('meta'))] : null,
      h('h2', {}, T.event.tree),
      h('h3', {}, T.event.causes), causes,
      h('h3', {}, T.event.effects), effects,
    ],
    shown: () => {
      showCauses(shown, causes, signal, address);
      showEffects(id, effects, [id], signal, address);
    },
  };
}

/** Which members of the payload are personal data, and what has become of them. */
function personal(shown) {
  const all = shown.get('personal') ?? [];
  return all.length === 0 ? null : [
    h('h3', {}, T.event.personal),
    h('ul', {}, all.map(one => h('li', {},
      one.get('members').map(member => [h('code', {}, member), ' ']),
      h('span', { class: 'note' }, state(one))))),
  ];
}

function state(one) {
  if (one.has('erased')) {
    return T.event.erased;
  }
  const subject = one.get('subject');
  return one.has('locked') || !subject ? T.event.locked : T.event.subject(subject.get('type'), subject.get('id'));
}

function line(one, address) {
  return [
    h('a', { href: address('event', { id: one.get('id') }) }, one.get('type')),
    ' ', h('bdi', {}, T.stream.title(one.get('domain'), one.get('identifier') ?? '')), ' ',
    h('code', {}, preview(one.get('payload'), PREVIEW)),
  ];
}

/** The chain from the first cause that is known down to the event. */
async function showCauses(shown, place, signal, address) {
  try {
    const chain = [];
    const seen = new Set([shown.get('id')]);
    let cause = shown.get('causationId');
    let note = null;
    while (cause && !note) {
      if (seen.has(cause)) {
        note = T.event.cycle;
      } else if (chain.length === LONGEST_CHAIN) {
        note = T.event.longer;
      } else {
        seen.add(cause);
        const found = await find(cause, signal);
        if (found) {
          chain.unshift(found);
          cause = found.get('causationId');
        } else {
          note = T.event.unknown(cause);
        }
      }
    }
    if (!chain.length && !note) {
      replace(place, h('p', { class: 'note' }, T.event.noCause));
      return;
    }
    const lines = [note, ...chain.map(one => line(one, address)), T.event.this].filter(one => one !== null);
    let inner = null;
    for (const one of lines.reverse()) {
      inner = h('ul', { class: 'tree' }, h('li', {}, one, inner));
    }
    replace(place, inner);
  } catch (error) {
    if (!signal.aborted) {
      replace(place, said(error));
    }
  }
}

/** What names the event as its cause, each with a button for what came of that. */
async function showEffects(id, place, above, signal, address) {
  const list = h('ul', { class: 'tree' });
  const problem = h('div', {});
  let next = path('events', { causationId: id, limit: EFFECTS });
  const button = h('button', { type: 'button', onclick: more }, T.more);

  async function more() {
    button.disabled = true;
    problem.replaceChildren();
    try {
      const answer = await get(next, signal);
      next = answer.next;
      answer.json.get('events').forEach(one => add(list, h('li', {}, line(one, address), ' ', further(one))));
      button.hidden = next === null;
      replace(place, list.children.length ? list : h('p', { class: 'note' }, T.event.noEffects), problem, button);
    } catch (error) {
      if (!signal.aborted) {
        replace(problem, said(error));
        replace(place, list, problem, button);
      }
    } finally {
      button.disabled = false;
    }
  }

  function further(one) {
    const effect = one.get('id');
    if (above.includes(effect)) {
      return h('span', { class: 'note' }, T.event.cycle);
    }
    const below = h('div', {});
    const open = h('button', {
      type: 'button', 'aria-label': `${T.event.showEffects}: ${one.get('type')}`,
      onclick: () => {
        open.remove();
        showEffects(effect, below, [...above, effect], signal, address);
      },
    }, T.event.showEffects);
    return [open, below];
  }

  await more();
}

export async function linked({ parameters, signal, address }) {
  const by = parameters.has('causationId') ? 'causationId' : 'correlationId';
  const id = parameters.get(by) ?? '';
  const list = await paged({
    first: path('events', { [by]: id, limit: 50 }), signal, label: T.linked.list, empty: T.none,
    headings: [T.log.position, T.log.type, T.log.stream, T.log.created, T.log.payload],
    rows: json => json.get('events').map(one => eventCells(one, address)),
  });
  return { title: T.linked.title[by], content: [h('p', {}, id), list] };
}

/** The cells of an event in a list over several streams. */
export function eventCells(one, address) {
  const domain = one.get('domain');
  const identifier = one.get('identifier') ?? '';
  return [
    one.get('position')?.text ?? '',
    h('a', { href: address('event', { id: one.get('id') }) }, one.get('type')),
    h('a', { href: address('stream', { domain, identifier, at: one.get('sequence').text }) },
      h('bdi', {}, T.stream.title(domain, identifier)), ` · ${one.get('sequence').text}`),
    one.get('created'),
    h('code', {}, preview(one.get('payload'), PREVIEW)),
  ];
}
