// SPDX-License-Identifier: Apache-2.0
// JSON as it is in the store: numbers keep all their digits, objects the order of their members.

/** A number, as the text that it is written in. */
export class Num {
  constructor(text) {
    this.text = text;
  }
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;

/** Objects become maps, numbers a `Num`; all else is as in JSON.parse. */
export function parse(text) {
  let at = 0;

  function fail() {
    throw new SyntaxError(`no JSON at ${at}`);
  }

  function space() {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
  }

  function take(expected, value) {
    if (!text.startsWith(expected, at)) {
      fail();
    }
    at += expected.length;
    return value;
  }

  function string() {
    const start = at++;
    for (;;) {
      const end = text.indexOf('"', at);
      if (end < 0) {
        fail();
      }
      let backslashes = 0;
      while (text[end - 1 - backslashes] === '\\') {
        backslashes++;
      }
      at = end + 1;
      if (backslashes % 2 === 0) {
        return JSON.parse(text.slice(start, at));
      }
    }
  }

  function members(close, one) {
    at++;
    space();
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      one();
      space();
      if (text[at] === close) {
        at++;
        return;
      }
      take(',');
      space();
    }
  }

  function value() {
    space();
    switch (text[at]) {
      case '{': {
        const object = new Map();
        members('}', () => {
          if (text[at] !== '"') {
            fail();
          }
          const name = string();
          space();
          take(':');
          object.set(name, value());
        });
        return object;
      }
      case '[': {
        const array = [];
        members(']', () => array.push(value()));
        return array;
      }
      case '"':
        return string();
      case 't':
        return take('true', true);
      case 'f':
        return take('false', false);
      case 'n':
        return take('null', null);
      default: {
        NUMBER.lastIndex = at;
        const found = NUMBER.exec(text);
        if (!found) {
          fail();
        }
        at = NUMBER.lastIndex;
        return new Num(found[0]);
      }
    }
  }

  const whole = value();
  space();
  if (at !== text.length) {
    fail();
  }
  return whole;
}

/** The beginning of the JSON text of a value, of about so many characters. */
export function preview(value, most) {
  let out = '';
  const write = one => {
    if (out.length > most) {
      return;
    }
    if (one instanceof Num) {
      out += one.text;
    } else if (one instanceof Map) {
      out += '{';
      let comma = '';
      for (const [name, member] of one) {
        if (out.length > most) {
          break;
        }
        out += `${comma}${JSON.stringify(name.slice(0, most))}: `;
        write(member);
        comma = ', ';
      }
      out += '}';
    } else if (Array.isArray(one)) {
      out += '[';
      let comma = '';
      for (const element of one) {
        if (out.length > most) {
          break;
        }
        out += comma;
        write(element);
        comma = ', ';
      }
      out += ']';
    } else {
      out += JSON.stringify(typeof one === 'string' ? one.slice(0, most) : one);
    }
  };
  write(value);
  return out.length > most ? `${out.slice(0, most)}…` : out;
}
