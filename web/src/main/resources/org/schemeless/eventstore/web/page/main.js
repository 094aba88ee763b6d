// SPDX-License-Identifier: Apache-2.0
// The frame: which view an address shows, who looks, and what is said when something fails.

import { authorization, authorize, basic, get, Problem } from './api.js';
import { field, h, replace } from './dom.js';
import { domains, streams } from './lists.js';
import { stream } from './stream.js';
import { event, linked } from './event.js';
import { live, log } from './log.js';
import { projections, subscriptions } from './admin.js';
import { figures } from './figures.js';
import { store } from './store.js';
import { said, submitted } from './parts.js';
import { T } from './texts.js';

const VIEWS = {
  '': domains, domains, streams, stream, event, linked, log, live, subscriptions, projections, figures, store,
};
const IN_NAV = Object.keys(T.views);

const main = h('main', { id: 'content' });
const who = h('div', { class: 'who' });
const links = new Map(IN_NAV.map(name => [name, h('a', { href: `#/${name}` }, T.views[name])]));

let shown = new AbortController();
let info = null;

/** The address of a view; a parameter that is a list stands there several times. */
function address(view, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) {
      if (one !== null && one !== undefined && one !== '') {
        query.append(name, one);
      }
    }
  }
  const text = query.toString();
  return `#/${view}${text ? `?${text}` : ''}`;
}

/** Goes there; who is there already looks again. */
function go(view, values) {
  const to = address(view, values);
  if (location.hash === to) {
    show();
  } else {
    location.hash = to;
  }
}

function place() {
  const [view, query] = location.hash.replace(/^#\/?/, '').split('?', 2);
  return { view, parameters: new URLSearchParams(query ?? '') };
}

async function show() {
  shown.abort();
  shown = new AbortController();
  const { signal } = shown;
  const { view, parameters } = place();
  const inNav = view === '' || view === 'streams' || view === 'stream' ? 'domains' : view;
  links.forEach((link, name) => {
    if (name === inNav) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  });
  replace(main, h('p', { class: 'note', role: 'status' }, T.loading));
  try {
    info ??= (await get('info', signal)).json;
    tellWho();
    const made = await (VIEWS[view] ?? domains)({
      parameters, signal, address, isAdmin: info.get('caller').get('roles').includes('admin'),
      go,
      keep: (to, values) => history.replaceState(null, '', address(to, values)),
    });
    if (!signal.aborted) {
      head(made.title);
      replace(main, heading(made.title), made.content);
      made.shown?.();
      main.querySelector('h1').focus();
    }
  } catch (error) {
    if (!signal.aborted) {
      fail(error);
    }
  }
}

function head(title) {
  document.title = `${title} – ${T.title}`;
}

function heading(title) {
  return h('h1', { tabindex: '-1' }, title);
}

function fail(error) {
  if (error instanceof Problem && error.status === 401) {
    askWho(error);
    return;
  }
  if (!(error instanceof Problem)) {
    console.error(error);
  }
  head(T.title);
  replace(main, heading(T.title), said(error),
    h('p', {}, h('button', { type: 'button', onclick: show }, T.again), info ? null : logOut()));
}

/** Credentials that the store does not take, or not for this, would stay with the tab. */
function logOut() {
  return authorization() ? h('button', { type: 'button', onclick: () => enter(null) }, T.login.forget) : null;
}

function tellWho() {
  const caller = info.get('caller');
  replace(who, authorization()
    ? [T.login.as(caller.get('name') ?? '', caller.get('roles').join(', ')), ' ', logOut()]
    : []);
}

function enter(credentials) {
  authorize(credentials);
  info = null;
  replace(who);
  show();
}

function askWho(error) {
  const token = h('input', {
    type: 'password', autocomplete: 'off', required: true, pattern: '\\s*[!-~]+\\s*', title: T.login.tokenHint,
  });
  const name = h('input', { autocomplete: 'off', required: true });
  const password = h('input', { type: 'password', autocomplete: 'off', required: true });
  const wasWrong = authorization() !== null;
  authorize(null);
  info = null;
  replace(who);
  head(T.login.title);
  replace(main, heading(T.login.title),
    wasWrong ? said(error) : null,
    h('p', {}, T.login.why),
    wasWrong || !error.message ? null : h('p', { class: 'note' }, error.message),
    /bearer/i.test(error.schemes) || !error.schemes
      ? h('form', { class: 'line', onsubmit: submitted(() => enter(`Bearer ${token.value.trim()}`)) },
        field(T.login.token, token), h('button', {}, T.login.enterToken))
      : null,
    /basic/i.test(error.schemes)
      ? h('form', { class: 'line', onsubmit: submitted(() => enter(basic(name.value, password.value))) },
        field(T.login.name, name), field(T.login.password, password), h('button', {}, T.login.enterName))
      : null);
  main.querySelector('h1').focus();
}

function search() {
  const by = h('select', {}, ['id', 'correlationId', 'causationId'].map(name =>
    h('option', { value: name }, T.search[name])));
  const what = h('input', { required: true, maxlength: '64', autocomplete: 'off' });
  return h('form', {
    class: 'line', role: 'search', 'aria-label': T.search.label,
    onsubmit: submitted(() => {
      go(by.value === 'id' ? 'event' : 'linked', { [by.value]: what.value.trim() });
    }),
  }, field(T.search.by, by), field(T.search.what, what), h('button', {}, T.search.go));
}

document.body.replaceChildren(
  h('a', { class: 'skip', href: '#content', onclick: submitted(() => main.querySelector('h1')?.focus()) }, T.skip),
  h('header', {},
    h('a', { class: 'brand', href: '#/' }, T.title),
    h('nav', { 'aria-label': T.nav }, h('ul', {}, [...links.values()].map(link => h('li', {}, link)))),
    search(),
    who),
  main);
addEventListener('hashchange', show);
show();
