// SPDX-License-Identifier: Apache-2.0
// What several views need.

import { Problem } from './api.js';
import { h } from './dom.js';
import { T } from './texts.js';

/** A failure in words. */
export function said(error) {
  const known = error instanceof Problem
    ? Object.hasOwn(T.kinds, error.type) ? T.kinds[error.type](error.event)
      : T.problems[error.status] ?? T.problems.other(error.status)
    : String(error);
  const detail = error instanceof Problem ? error.message : '';
  return h('p', { class: 'problem', role: 'alert' }, known, detail ? ` ${detail}` : '');
}

/** A listener of a form that the page itself answers. */
export function submitted(work) {
  return event => {
    event.preventDefault();
    work();
  };
}
