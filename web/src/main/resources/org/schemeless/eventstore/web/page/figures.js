// SPDX-License-Identifier: Apache-2.0
// Small charts of the store's own metrics.

import { getText, pause } from './api.js';
import { h, replace, svg } from './dom.js';
import { said } from './parts.js';
import { T } from './texts.js';

const EVERY = 2_000;
const SAMPLES = 150;
const WIDTH = 300;
const HEIGHT = 100;

const LINE = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/;

/** The sums of the metrics that are wanted, of the text format of Prometheus. */
export function sums(text) {
  const sum = { appends: 0, events: 0, conflicts: 0, retries: 0, calls: 0, seconds: 0, lag: 0 };
  for (const line of text.split('\n')) {
    const [, name, labels = '', number] = LINE.exec(line) ?? [];
    const value = Number(number);
    const isAppend = labels.includes('call="append"');
    if (name === 'eventstore_appends_total') {
      sum.appends += value;
    } else if (name === 'eventstore_events_appended_total') {
      sum.events += value;
    } else if (name === 'eventstore_retries_total') {
      sum.retries += value;
    } else if (name === 'eventstore_call_seconds_count' && isAppend) {
      sum.calls += value;
      sum.conflicts += labels.includes('outcome="conflict"') ? value : 0;
    } else if (name === 'eventstore_call_seconds_sum' && isAppend) {
      sum.seconds += value;
    } else if (name === 'eventstore_log_subscription_lag') {
      sum.lag = Math.max(sum.lag, value);
    }
  }
  return sum;
}

export async function figures({ signal }) {
  const series = Object.fromEntries(Object.keys(T.figures.charts).map(name => [name, []]));
  const place = h('div', { class: 'charts' }, h('p', { class: 'note' }, T.figures.waiting));
  const problem = h('div', {});
  let before = null;
  let beforeAt = 0;

  async function look() {
    const now = sums(await getText('metrics', signal));
    const at = performance.now();
    if (before) {
      const seconds = (at - beforeAt) / 1000;
      // a server that was started anew counts from 0
      const rate = name => Math.max(0, now[name] - before[name]) / seconds;
      const calls = now.calls - before.calls;
      add('appends', rate('appends'));
      add('events', rate('events'));
      add('conflicts', rate('conflicts'));
      add('retries', rate('retries'));
      add('latency', calls > 0 ? 1000 * (now.seconds - before.seconds) / calls : 0);
      add('lag', now.lag);
      replace(place, Object.entries(series).map(([name, values]) => chart(T.figures.charts[name], values)));
    }
    before = now;
    beforeAt = at;
  }

  function add(name, value) {
    series[name].push(value);
    if (series[name].length > SAMPLES) {
      series[name].shift();
    }
  }

  async function watch() {
    while (!signal.aborted) {
      await pause(EVERY, signal);
      if (!signal.aborted && !document.hidden) {
        try {
          await look();
          replace(problem);
        } catch (error) {
          if (!signal.aborted) {
            replace(problem, said(error));
          }
        }
      }
    }
  }

  await look();
  return { title: T.figures.title, content: [h('p', { class: 'note' }, T.figures.note), problem, place], shown: watch };
}

function chart(name, values) {
  const most = Math.max(...values);
  const shown = value => value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
  const summary = T.figures.last(shown(values.at(-1)), shown(most));
  const x = i => (WIDTH * (i + SAMPLES - values.length) / (SAMPLES - 1)).toFixed(1);
  const y = value => (HEIGHT - HEIGHT * value / (most || 1)).toFixed(1);
  const points = values.map((value, i) => `${x(i)},${y(value)}`);
  return h('figure', { class: 'chart' },
    h('figcaption', {}, name),
    svg('svg', {
      viewBox: `0 -4 ${WIDTH} ${HEIGHT + 8}`, preserveAspectRatio: 'none',
      role: 'img', 'aria-label': `${name}: ${summary}`,
    },
      svg('polyline', { points: points.join(' ') })),
    h('div', { class: 'note' }, summary));
}
