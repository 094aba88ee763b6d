// SPDX-License-Identifier: Apache-2.0
// A list that grows by pages when it is asked to.

import { get } from './api.js';
import { add, h, table } from './dom.js';
import { said } from './parts.js';
import { T } from './texts.js';

/**
 * The table of the first page, with a button for the next one. `rows` makes lists of cells of an answer; `told` may add
 * something below, of each answer.
 */
export async function paged({ first, signal, label, headings, rows, empty, told, goOn = T.more, end = T.all }) {
  const status = h('p', { class: 'note', role: 'status' });
  const button = h('button', { type: 'button', onclick: more }, goOn);
  const problem = h('div', {});
  const whole = table(label, headings, []);
  const body = whole.querySelector('tbody');
  let next = first;

  async function more() {
    button.disabled = true;
    problem.replaceChildren();
    try {
      await read();
    } catch (error) {
      if (!signal.aborted) {
        problem.replaceChildren(said(error));
      }
    } finally {
      button.disabled = false;
    }
  }

  async function read() {
    const answer = await get(next, signal);
    next = answer.next;
    rows(answer.json).forEach(cells => add(body, h('tr', {}, cells.map(cell => h('td', {}, cell)))));
    button.hidden = next === null;
    const nothing = body.rows.length === 0;
    whole.hidden = nothing;
    status.textContent = [told?.(answer), next === null ? nothing ? empty : end : nothing ? T.log.nothing : '']
      .filter(text => text).join(' ');
  }

  await read();
  return [whole, status, problem, button];
}
