// SPDX-License-Identifier: Apache-2.0
// The domains that there are, and the streams of one.

import { get, path, Problem } from './api.js';
import { field, h } from './dom.js';
import { paged } from './paged.js';
import { submitted } from './parts.js';
import { T } from './texts.js';

export async function domains({ signal, address, go }) {
  const domain = h('input', { required: true, maxlength: '100', autocomplete: 'off' });
  const identifier = h('input',
    { maxlength: '255', autocomplete: 'off', placeholder: T.domains.noIdentifier, size: '32' });
  const open = [
    h('h2', {}, T.domains.open),
    h('form', {
      class: 'line',
      onsubmit: submitted(() => go('stream', { domain: domain.value, identifier: identifier.value })),
    }, field(T.domains.domain, domain), field(T.domains.identifier, identifier), h('button', {}, T.show)),
  ];
  let list;
  try {
    list = await paged({
      first: path('domains', { limit: 100 }), signal,
      label: T.domains.list, headings: [T.domains.domain], empty: T.domains.empty,
      rows: json => json.get('domains').map(one =>
        [h('a', { href: address('streams', { domain: one.get('domain') }) }, one.get('domain'))]),
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 501) {
      throw error;
    }
    list = h('p', { class: 'note' }, T.domains.noLists);
  }
  return { title: T.domains.title, content: [list, open] };
}

export async function streams({ parameters, signal, address, go }) {
  const domain = parameters.get('domain') ?? '';
  const prefix = parameters.get('prefix') ?? '';
  const input = h('input', { value: prefix, maxlength: '255', autocomplete: 'off' });
  const list = await paged({
    first: path('streams', { domain, prefix, limit: 100 }),
    signal, label: T.streams.list, headings: [T.streams.identifier, T.streams.events], empty: T.streams.empty,
    rows: json => json.get('streams').map(one => {
      const identifier = one.get('identifier') ?? '';
      return [
        h('a', { href: address('stream', { domain, identifier }) }, identifier || T.streams.own),
        T.number(Number(one.get('sequence').text)),
      ];
    }),
  });
  return {
    title: T.streams.title(domain),
    content: [
      h('form', { class: 'line', onsubmit: submitted(() => go('streams', { domain, prefix: input.value })) },
        field(T.streams.prefix, input), h('button', {}, T.show)),
      list,
    ],
  };
}
