// SPDX-License-Identifier: Apache-2.0
// Subscriptions and projections: how they are doing, and for administrators what can be done.

import { get, pause, post, Problem } from './api.js';
import { field, h, replace, table } from './dom.js';
import { said } from './parts.js';
import { T } from './texts.js';

const EVERY = 3_000;
/** Segments of projections are subscriptions as well; they are shown as what they are parts of. */
const SEGMENT = '$view ';

export async function subscriptions({ signal, address, isAdmin }) {
  return watched(T.subscriptions.title, 'subscriptions', signal, (json, run) => {
    const all = json.get('subscriptions').filter(one => !one.get('name').startsWith(SEGMENT));
    const headings = [T.subscriptions.name, T.subscriptions.position, T.subscriptions.lag, T.subscriptions.state,
      T.subscriptions.node, ...isAdmin ? [T.subscriptions.do] : []];
    return [
      h('p', { class: 'note' },
        T.subscriptions.end(json.get('position').text, json.get('unnumbered').text)),
      all.length === 0 ? h('p', {}, T.subscriptions.none) : table(T.subscriptions.list, headings, all.map(one => [
        one.get('name'), one.get('position')?.text ?? '', one.get('lag')?.text ?? '',
        stopped(one.get('stop'), T.subscriptions, address), ofNode(one.get('node'), address),
        ...isAdmin ? [one.get('node')
          ? action(T.subscriptions.restart, one.get('name'), run, 'subscriptions/restart', { name: one.get('name') })
          : ''] : [],
      ])),
    ];
  });
}

function ofNode(node, address) {
  if (!node) {
    return T.subscriptions.elsewhere;
  }
  const attempts = Number(node.get('attempts').text);
  return [
    node.get('stopped') ? h('strong', { class: 'problem' }, T.subscriptions.stopped) : T.subscriptions.running,
    attempts ? ` (${T.subscriptions.attempts(attempts)})` : '',
    node.get('failedEvent') ? [' ', eventLink(node.get('failedEvent'), address)] : '',
  ];
}

function stopped(stop, texts, address) {
  if (!stop) {
    return h('span', { class: 'good' }, T.subscriptions.running);
  }
  return h('span', { class: 'problem' }, texts.stop(stop.get('position').text, stop.get('cause')),
    stop.get('event') ? [' ', eventLink(stop.get('event'), address)] : '');
}

function eventLink(event, address) {
  return h('a', { href: address('event', { id: event.get('id') }) }, event.get('type'));
}

export async function projections({ signal, address, isAdmin }) {
  return watched(T.projections.title, 'projections', signal, (json, run) => {
    const all = json.get('projections');
    return all.length === 0 ? h('p', {}, T.projections.none) : all.map(one => projection(one, run, address, isAdmin));
  });
}

function projection(one, run, address, isAdmin) {
  const name = one.get('name');
  const builds = one.get('builds');
  const does = (what, call, body = {}) => action(what, name, run, `projections/${call}`, { name, ...body });
  const failed = [...new Map(builds.flatMap(build => build.get('stops')).filter(stop => stop.get('event'))
    .map(stop => [stop.get('event').get('id'), stop])).keys()];
  const headings = [T.projections.build, T.projections.version, T.projections.status, T.projections.position,
    T.projections.lag, T.projections.share, T.projections.since, ...isAdmin ? [T.projections.do] : []];
  return [
    h('h2', {}, name),
    table(T.projections.list(name), headings, builds.map(build => [
      build.get('build').text, build.get('version').text, status(build, address), build.get('position').text,
      build.get('lag').text, `${Math.floor(100 * Number(build.get('share').text))} %`, build.get('since'),
      ...isAdmin ? [build.get('active') || build.get('status') === 'retired' ? ''
        : does(T.projections.activate(build.get('version').text), 'activate',
          { version: Number(build.get('version').text) })]
        : [],
    ])),
    isAdmin ? h('p', {},
      does(T.projections.rebuild, 'rebuild'),
      builds.some(build => build.get('paused'))
        ? does(T.projections.resume, 'resume') : does(T.projections.pause, 'pause'),
      builds.some(build => build.get('stops').length) ? does(T.projections.restart, 'restart') : '',
      failed.map(event => does(T.projections.skip(event), 'skip', { event, reason: null }))) : '',
  ];
}

function status(build, address) {
  return [
    T.projections.statuses[build.get('status')] ?? build.get('status'),
    build.get('active') ? [', ', h('strong', {}, T.projections.active)] : '',
    build.get('paused') ? `, ${T.projections.paused}` : '',
    build.get('stops').map(stop => [h('br', {}), stopped(stop, T.projections, address)]),
  ];
}

/** A list that is read again from time to time, and after each action. */
async function watched(title, where, signal, made) {
  const place = h('div', {});
  const told = h('p', { role: 'status' });
  const problem = h('div', {});
  let shown = '';

  function draw(json) {
    const text = JSON.stringify(json, (_, value) => value instanceof Map ? [...value] : value);
    if (text !== shown) {
      shown = text;
      const focused = place.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
      replace(place, made(json, run));
      if (focused !== null) {
        [...place.querySelectorAll('[aria-label]')].find(one => one.getAttribute('aria-label') === focused)?.focus();
      }
    }
  }

  async function run(what, name, call, body) {
    const reason = body.reason === null ? h('input', { maxlength: '1000', size: '40' }) : null;
    if (await sure(T.confirm.sure(what, name), reason, signal)) {
      try {
        const json = await post(call, reason ? { ...body, reason: reason.value || undefined } : body);
        told.textContent = T.confirm.done(what);
        replace(problem);
        draw(json);
      } catch (error) {
        told.textContent = '';
        replace(problem, said(error));
      }
    }
  }

  async function watch() {
    while (!signal.aborted) {
      await pause(EVERY, signal);
      if (!signal.aborted && !document.hidden && !document.querySelector('dialog')) {
        try {
          draw((await get(where, signal)).json);
          replace(problem);
        } catch (error) {
          if (!signal.aborted) {
            replace(problem, said(error));
          }
        }
      }
    }
  }

  try {
    draw((await get(where, signal)).json);
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 501) {
      throw error;
    }
    return { title, content: h('p', { class: 'note' }, T.problems[501], ' ', error.message) };
  }
  return { title, content: [told, problem, place], shown: watch };
}

function action(what, name, run, call, body) {
  return h('button',
    { type: 'button', 'aria-label': `${what}: ${name}`, onclick: () => run(what, name, call, body) }, what);
}

/** A view that is left takes its question along. */
function sure(question, input, signal) {
  return new Promise(answer => {
    const leave = () => dialog.close();
    signal.addEventListener('abort', leave);
    const dialog = h('dialog', { 'aria-label': question, onclose: () => {
      signal.removeEventListener('abort', leave);
      dialog.remove();
      answer(dialog.returnValue === 'yes');
    } }, h('form', { method: 'dialog' },
      h('p', {}, question),
      input ? h('p', {}, field(T.projections.reason, input)) : null,
      h('button', { value: 'yes' }, T.confirm.yes), h('button', { value: 'no' }, T.confirm.no)));
    document.body.append(dialog);
    dialog.showModal();
  });
}
