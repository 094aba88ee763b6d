// SPDX-License-Identifier: Apache-2.0
// What this store is, and what is set.

import { get } from './api.js';
import { h, table } from './dom.js';
import { T } from './texts.js';

export async function store({ signal }) {
  const info = (await get('info', signal)).json;
  const caller = info.get('caller');
  const facts = [
    [T.store.version, info.get('version')],
    [T.store.storage, info.get('storage')],
    [T.store.server, info.get('server')],
    [T.store.java, info.get('jvm')],
    [T.store.caller, caller.get('name') ?? ''],
    [T.store.roles, caller.get('roles').join(', ')],
  ];
  return {
    title: T.store.title,
    content: [
      h('h2', {}, T.store.facts),
      h('dl', { class: 'facts' }, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      h('h2', {}, T.store.settings),
      table(T.store.settings, [T.store.setting, T.store.value], info.get('settings').map(one => [
        h('code', {}, one.get('name')),
        one.has('value') ? h('code', {}, one.get('value')) : h('span', { class: 'note' }, T.store.default),
      ])),
    ],
  };
}
