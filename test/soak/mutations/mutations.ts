import type { Mutation } from './mutant.ts';

const door = 'src/platform/service-fetch.ts';

/**
 * One leak at least for each promise of issue-sized weight whose code is there. (BC17 and BC21 are of features that are not
 * built: test/promises-open.json.)
 */
export const mutations: readonly Mutation[] = [
  {
    promise: 'BC3',
    leak: 'a header of ours on every request to the service',
    file: door,
    instead: [
      "...(body !== null && { headers: { 'Content-Type': 'application/json' } }),",
      "headers: { 'X-Installation': '1', ...(body !== null && { 'Content-Type': 'application/json' }) },",
    ],
    test: 'test/e2e/door.test.ts',
  },
  {
    promise: 'BC3',
    leak: 'a field more than the registry says',
    file: door,
    instead: ['      body,\n', '      body: body && JSON.stringify({ ...JSON.parse(body), id: 1 }),\n'],
    test: 'test/e2e/door.test.ts',
  },
  {
    promise: 'CS8',
    leak: "Firefox's number of this installation, in Origin",
    file: 'src/platform/bare-requests.ts',
    instead: ["  'Origin',\n", ''],
    test: 'test/e2e/door.test.ts',
    browser: 'firefox',
  },
  {
    promise: 'BC1',
    leak: 'a socket beside the door, which the second witness sees in Firefox alone',
    file: 'src/background/background.ts',
    instead: [
      '  reviveAtStart();\n',
      // Each to a port of its own: a browser waits before it tries one again that nobody answers at.
      "  reviveAtStart();\n  let port = 20_000;\n  setInterval(() => void new globalThis['WebSocket'](`ws://127.0.0.1:${port++}/`), 50);\n",
    ],
    test: 'test/e2e/door.test.ts',
    browser: 'firefox',
  },
  {
    promise: 'BC22',
    leak: 'the service is contacted while something downloads',
    file: 'src/domain/policy/timing.ts',
    instead: ["const waits = when.occasion === 'idle' ? busy : quiet;", 'const waits = busy && quiet && false;'],
    test: 'test/e2e/contacts.test.ts',
  },
  {
    promise: 'CL7',
    leak: 'what is under way goes on after the grant was taken back',
    file: 'src/background/consent.ts',
    instead: ["if (effect.kind === 'abort') abortContacts(effect.purpose);", "if (effect.kind === 'abort') return;"],
    test: 'test/e2e/contacts.test.ts',
  },
  {
    promise: 'PT3',
    leak: 'a magnet link begins without asking',
    file: 'src/engine/task-adder.ts',
    instead: [
      'swarm: swarmOfMagnet(magnet),\n      state: asksForPeers,',
      "swarm: { ...swarmOfMagnet(magnet), agreed: true },\n      state: { kind: 'queued' },",
    ],
    test: 'test/e2e/swarm.test.ts',
  },
  {
    promise: 'BC8',
    leak: 'a tracker that no torrent names',
    file: 'src/engine/swarm/session.ts',
    instead: [
      'order.swarm.trackers.filter(isReachable)',
      "[...order.swarm.trackers.filter(isReachable), 'ws://198.51.100.7/']",
    ],
    test: 'test/e2e/prove.test.ts',
  },
  {
    promise: 'AP1, BC4',
    leak: 'a fetch beside the door',
    file: 'src/background/background.ts',
    instead: ['  reviveAtStart();\n', "  reviveAtStart();\n  void globalThis['fetch']('http://198.51.100.7/');\n"],
    test: 'test/e2e/prove.test.ts',
  },
];
