import type { Mutation } from './mutant.ts';

const door = 'src/platform/service-fetch.ts';

/** One leak at least for each promise that weighs most, and for what each purpose sends. */
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
    file: 'src/platform/telling-headers.ts',
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
  {
    promise: 'BC21',
    leak: 'mirrors that were found are asked on after the search was switched off',
    file: 'src/domain/task/reduce-search.ts',
    instead: ['const left = isFewer ? withoutFound(task) : task;', 'const left = task;'],
    test: 'test/e2e/mirrors.test.ts',
  },
  {
    promise: 'BC6',
    leak: 'mirror search tells the whole label',
    file: 'src/background/mirrors.ts',
    instead: ['new Uint8Array(0), prefixBits)', 'new Uint8Array(0), 32)'],
    test: 'test/e2e/mirrors.test.ts',
  },
  {
    promise: 'BC22',
    leak: 'mirrors are looked up beside a download for which none are searched',
    file: 'src/background/engine-need.ts',
    instead: [
      'return (await neededBy(counts)) <= Date.now() || (await hasRunningItems());',
      'return (await neededBy(counts)) < 0;',
    ],
    test: 'test/e2e/mirrors.test.ts',
  },
  {
    promise: 'BC6',
    leak: 'what is given back is not sealed for those who know the file',
    file: 'src/domain/mirror/sealing.ts',
    instead: [
      'const sealed = gcmsiv(keyOf(file), nonce).encrypt(plain);',
      'const sealed = new Uint8Array([...plain, ...plain.slice(0, 16)]);',
    ],
    test: 'test/e2e/mirrors-given.test.ts',
  },
  {
    promise: 'BC9',
    leak: 'a torrent does not count as a download, and the service is contacted beside it',
    file: 'src/background/engine-need.ts',
    instead: [
      "neededBy(({ state }) => state.kind !== 'seeding')",
      "neededBy(({ state, swarm }) => state.kind !== 'seeding' && swarm === null)",
    ],
    test: 'test/e2e/swarm-service.test.ts',
  },
  {
    promise: 'BC14',
    leak: 'a notice may hold whatever it says',
    file: 'src/domain/notice/bundle.ts',
    instead: ['  text: plainText(2000),', '  text: z.string(),'],
    test: 'test/e2e/door.test.ts',
  },
  {
    promise: 'CL7',
    leak: 'a report that was drawn stays when the statistics are switched off',
    file: 'src/background/consent.ts',
    instead: ['Promise.all([wipeDeferred(purpose), wipeAnswers(purpose)])', 'Promise.all([wipeAnswers(purpose)])'],
    test: 'test/e2e/statistics.test.ts',
  },
  {
    promise: 'PT2',
    leak: 'with the policy accepted, everything is granted',
    file: 'src/domain/policy/consent.ts',
    instead: [
      'const given = consent.grants[purpose];\n  if (given === undefined ||',
      "const given = consent.grants[purpose] ?? { at: 1, policyHash: '', clauseHash: policy.current.clauses[purpose] ?? '' };\n  if (",
    ],
    test: 'test/e2e/contacts.test.ts',
  },
  {
    promise: 'PT14',
    leak: 'all is erased at once, and nothing is asked back',
    file: 'src/background/erasure.ts',
    instead: ['return { left: await erase(asking > 0), asking };', 'return { left: await erase(false), asking };'],
    test: 'test/e2e/erasure.test.ts',
  },
  {
    promise: 'BC17',
    leak: 'the service writes down from where it was asked',
    file: 'server/http/app.ts',
    instead: ['status: said,', 'status: `${said} ${addressOf(context, proxies)}`,'],
    test: 'test/server/canary.test.ts',
    browser: 'none',
  },
  {
    promise: 'BC17',
    leak: 'the service keeps tokens as they came',
    file: 'server/tokens/tokens.ts',
    instead: ["createHash('sha256').update('perseid spent 1').update(token.input).digest()", 'token.input'],
    test: 'test/server/canary.test.ts',
    browser: 'none',
  },
];
