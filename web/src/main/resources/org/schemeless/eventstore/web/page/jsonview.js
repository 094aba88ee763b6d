// SPDX-License-Identifier: Apache-2.0
// A JSON value that can be read: members one below the other, what is large folded.

import { h } from './dom.js';
import { Num } from './json.js';
import { T } from './texts.js';

const OPEN_DEPTH = 3;
const OPEN_SIZE = 40;
const SOME = 100;
const LONG_TEXT = 2_000;

export function jsonView(value) {
  return h('div', { class: 'json' }, node(value, 0));
}

function node(value, depth) {
  if (value instanceof Map) {
    return folded(T.json.members(value.size), [...value], depth, ([name, member]) =>
      h('li', {}, h('span', { class: 'name' }, JSON.stringify(name)), ': ', node(member, depth + 1)));
  }
  if (Array.isArray(value)) {
    return folded(T.json.elements(value.length), value, depth, element => h('li', {}, node(element, depth + 1)));
  }
  if (value instanceof Num) {
    return value.text.length > LONG_TEXT
      ? longText(value.text, 'numeral') : h('span', { class: 'numeral' }, value.text);
  }
  if (typeof value === 'string') {
    const text = JSON.stringify(value);
    return text.length > LONG_TEXT ? longText(text, 'string') : h('span', { class: 'string' }, text);
  }
  return h('span', { class: 'numeral' }, String(value));
}

function longText(text, kind) {
  const details = h('details', {}, h('summary', {}, T.json.text(T.number(text.length))));
  return whenOpened(details, () => h('span', { class: kind }, text));
}

/** Children are made when they are to be seen. */
function folded(summary, children, depth, made) {
  if (children.length === 0) {
    return h('span', {}, summary);
  }
  const details = h('details', {}, h('summary', {}, summary));
  whenOpened(details, () => some(h('ul', {}), children, 0, made));
  details.open = depth < OPEN_DEPTH && children.length <= OPEN_SIZE;
  return details;
}

function whenOpened(details, content) {
  details.addEventListener('toggle', () => {
    if (details.open && details.childNodes.length === 1) {
      details.append(content());
    }
  });
  return details;
}

function some(list, children, from, made) {
  children.slice(from, from + SOME).forEach(child => list.append(made(child)));
  const rest = children.length - from - SOME;
  if (rest > 0) {
    const button = h('button', {
      type: 'button',
      onclick: () => {
        button.parentNode.remove();
        some(list, children, from + SOME, made);
      },
    }, T.json.rest(T.number(Math.min(rest, SOME))));
    list.append(h('li', {}, button));
  }
  return list;
}
