// SPDX-License-Identifier: Apache-2.0
// All that the page says.

export const T = {
  title: 'Event store',
  skip: 'Skip to the content',
  nav: 'Views',
  views: {
    domains: 'Domains', log: 'Log', live: 'Live', subscriptions: 'Subscriptions', projections: 'Projections',
    figures: 'Figures', store: 'Store',
  },
  loading: 'Loading …',
  more: 'More',
  all: 'That is all.',
  none: 'None.',
  show: 'Show',
  number: value => value.toLocaleString('en'),

  problems: {
    0: 'The store cannot be reached.',
    401: 'The store asks who you are.',
    403: 'You may not see this: it needs another role.',
    404: 'There is no such thing.',
    501: 'This storage does not offer it.',
    503: 'The store cannot answer now.',
    other: status => `The store has refused this (${status}).`,
  },
  kinds: {
    'unreadable-event': id => `The event ${id} cannot be read.`,
    'no-length': () =>
      'How long the stream is was not told: the answer has no ETag with a number. A proxy may have taken it.',
  },
  again: 'Try again',

  login: {
    title: 'Who are you?',
    why: 'The store wants credentials. They are kept for this tab only, until it is closed.',
    token: 'Token',
    tokenHint: 'Tokens are of letters, digits and signs of ASCII, without blanks.',
    name: 'Name',
    password: 'Password',
    enterToken: 'Enter with the token',
    enterName: 'Enter with name and password',
    forget: 'Log out',
    as: (name, roles) => `${name} (${roles})`,
  },

  search: {
    label: 'Find events',
    by: 'By',
    id: 'event id', correlationId: 'correlation id', causationId: 'causation id',
    what: 'Id',
    go: 'Find',
  },

  domains: {
    title: 'Domains',
    open: 'Open a stream by its name',
    domain: 'Domain',
    identifier: 'Identifier',
    noIdentifier: 'empty: the stream of the domain itself',
    noLists: 'This storage keeps no lists of domains and streams.'
      + ' Streams open by their names, and the log has all events.',
    empty: 'The store has no event yet.',
    list: 'Domains by name',
  },

  streams: {
    title: domain => `Streams of ${domain}`,
    prefix: 'Identifiers that begin with',
    list: 'Streams by identifier',
    identifier: 'Identifier',
    events: 'Events',
    own: '(the stream of the domain itself)',
    empty: 'No such stream.',
  },

  stream: {
    title: (domain, identifier) => identifier ? `${domain} / ${identifier}` : domain,
    length: count => `${count} events.`,
    empty: 'This stream has no event.',
    go: 'Sequence',
    table: 'Events by sequence; scroll to see others',
    sequence: 'No.', type: 'Type', created: 'Created', payload: 'Payload',
    reload: 'Look again',
    failed: 'not read',
    others: 'All streams of the domain',
  },

  event: {
    title: type => `Event: ${type}`,
    id: 'Id', stream: 'Stream', sequence: 'Sequence', position: 'Position in the log', noPosition: 'none yet',
    type: 'Type',
    created: 'Created', correlationId: 'Correlation id', causationId: 'Causation id', tags: 'Tags',
    payload: 'Payload', meta: 'Meta',
    personal: 'Personal members',
    subject: (type, id) => `of ${type} ${id}`,
    erased: 'erased',
    locked: 'cannot be read now',
    tree: 'Causes and effects',
    causes: 'What led to it', effects: 'What came of it',
    this: 'this event',
    noCause: 'No cause is told.',
    unknown: id => `${id}: no event of this store`,
    noEffects: 'No effects.',
    showEffects: 'Show effects',
    cycle: 'and so on in a circle',
    longer: 'The chain goes on.',
  },

  json: {
    members: count => `{ ${count} }`,
    elements: count => `[ ${count} ]`,
    rest: count => `Show ${count} more`,
    text: count => `Text of ${count} characters`,
  },

  linked: {
    title: { correlationId: 'Events of one correlation', causationId: 'Events of one cause' },
    list: 'Events by position',
  },

  log: {
    title: 'Log',
    after: 'After position',
    domain: 'Domain', type: 'Type', since: 'Created from', before: 'Created before',
    or: label => `or ${label.toLowerCase()}`,
    timeHint: '2026-11-24T06:00:00Z',
    list: 'Events by position',
    position: 'Position', stream: 'Stream', sequence: 'No.', created: 'Created', payload: 'Payload',
    looked: position => `Looked through up to position ${position}.`,
    goOn: 'Look further',
    end: 'That is the end of the log.',
    nothing: 'Nothing found so far.',
  },

  live: {
    title: 'Log, live',
    pause: 'Pause', resume: 'Go on',
    connecting: 'Connecting …',
    following: 'Following.',
    paused: 'Paused.',
    lost: 'The connection is lost; it comes back by itself.',
    rows: most => `The last ${most} events at most.`,
    seen: count => `${count} events seen.`,
    list: 'Events as they come, the newest first',
    apply: 'Apply',
  },

  subscriptions: {
    title: 'Subscriptions',
    list: 'Subscriptions by name',
    name: 'Name', position: 'Position', lag: 'Lag', state: 'State', node: 'On this node', do: 'Actions',
    running: 'running', stopped: 'stopped', elsewhere: 'not here',
    stop: (position, cause) => `stopped at position ${position}${cause ? `: ${cause}` : ''}`,
    attempts: count => `${count} failed attempts`,
    end: (position, pending) => `The log ends at position ${position}; ${pending} events have no position yet.`,
    restart: 'Restart',
    none: 'There are no subscriptions.',
  },

  projections: {
    title: 'Projections',
    list: name => `Builds of ${name}`,
    build: 'Build', version: 'Version', status: 'Status', position: 'Position', lag: 'Lag', share: 'Share',
    since: 'Since',
    do: 'Actions',
    active: 'read', paused: 'paused',
    statuses: { building: 'building', following: 'following', retired: 'retired' },
    stop: (position, cause) => `stopped at position ${position}${cause ? `: ${cause}` : ''}`,
    activate: version => `Activate version ${version}`,
    rebuild: 'Rebuild', pause: 'Pause', resume: 'Resume', restart: 'Restart',
    skip: id => `Skip event ${id}`,
    reason: 'Reason',
    none: 'There are no projections.',
    noViews: 'This storage keeps no views.',
  },

  confirm: {
    sure: (what, name) => `${what}: ${name}?`,
    yes: 'Do it', no: 'Leave it',
    done: what => `Done: ${what}.`,
  },

  figures: {
    title: 'Figures of this node',
    note: 'From the metrics of the node that answers, every two seconds while this view is open.',
    waiting: 'The second look draws the first line.',
    charts: {
      appends: 'Appends a second', events: 'Events appended a second', conflicts: 'Conflicts a second',
      retries: 'Retries a second', latency: 'Mean time of an append, ms', lag: 'Largest lag of a subscription, events',
    },
    last: (now, most) => `now ${now}, at most ${most}`,
  },

  store: {
    title: 'Store',
    facts: 'What this is',
    version: 'Version', storage: 'Storage', server: 'Server', java: 'Java', caller: 'You', roles: 'Your roles',
    settings: 'Settings in force',
    setting: 'Setting', value: 'Value',
    default: 'default',
  },
};
