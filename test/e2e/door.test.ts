import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toBase64 } from '#domain/base64';
import { wordsFor } from '#domain/i18n/words';
import { filled } from '#domain/policy/wires/statistics';
import { purposeIds, type Call, type Endpoint } from '#domain/policy/purpose';
import { purposes } from '#domain/policy/registry';
import { optionsWords } from '../../src/options/words.ts';
import { browserName } from '../support/browser/browser-name.ts';
import { holds } from '../support/observe.ts';
import { signedBundle } from '../support/service/signed-bundle.ts';
import { OptionsPage } from './options-page.ts';
import { Privacy } from './privacy.ts';
import { json, RawService, reply, type RawAnswer } from './service.ts';
import { Stage } from './stage.ts';

/** All that is on the wire, in its order: the browser's own, the same for everybody with that browser. */
const lists = {
  chromium: {
    fixed: ['Host', 'Connection', 'Pragma', 'Cache-Control', 'Accept', 'Accept-Encoding'],
    withBody: [
      'Host',
      'Connection',
      'Content-Length',
      'Pragma',
      'Cache-Control',
      'Content-Type',
      'Accept',
      'Accept-Encoding',
    ],
  },
  firefox: {
    fixed: ['Host', 'Accept', 'Accept-Encoding', 'Connection', 'Priority', 'Pragma', 'Cache-Control'],
    withBody: [
      'Host',
      'Accept',
      'Accept-Encoding',
      'Content-Type',
      'Content-Length',
      'Connection',
      'Priority',
      'Pragma',
      'Cache-Control',
    ],
  },
};
const { fixed, withBody } = lists[browserName];

/** Every call that goes to the service. */
const calls = purposeIds.flatMap((purpose) =>
  Object.entries<Call>(purposes[purpose].calls).flatMap(([name, call]) =>
    call.endpoint === null ? [] : [[purpose, name, call, call.endpoint] as const],
  ),
);

/** What the registry's words come to, made without the code that makes requests. */
function expectedOf(
  { method, path }: Endpoint,
  example: object,
): { method: string; path: string; body: string | null } {
  if (method === 'POST') return { method, path, body: JSON.stringify(example) };
  const query = new URLSearchParams(Object.entries(example)).toString();
  return { method, path: query === '' ? path : `${path}?${query}`, body: null };
}

const report = filled('language', 'de');

describe('the door', () => {
  let stage: Stage;
  let privacy: Privacy;
  let service: RawService;
  beforeAll(async () => {
    // Told apart by this, if it got out.
    stage = await Stage.open({ prefs: { 'intl.accept_languages': 'gsw-LI,x-planted' } });
    privacy = new Privacy(stage);
  });
  afterAll(() => stage.close());

  /** A service of its own for each test, every purpose granted, and no call made before. */
  beforeEach(async () => {
    service = await RawService.start();
    await (await stage.control()).evaluate(() => chrome.alarms.clear('contact'));
    // All were made just now: nothing comes by itself. The alarm says that the background has seen that.
    for (const [purpose, name] of calls) await privacy.put('privacy', Date.now(), `last ${purpose} ${name}`);
    await privacy.plant('mirror-search', 'mirror-giving', 'statistics', 'updates');
    await privacy.call('service.set', { address: service.entered });
    await stage.until(async () => (await privacy.alarm()) !== null, 'the background has looked');
    await privacy.call('ledger.erase', {});
    for (const [purpose, name] of calls) await privacy.put('privacy', 0, `last ${purpose} ${name}`);
  });

  it.each(calls)(
    'BC1, BC3, BC15, CS4, CS8: %s.%s is what the registry says, with a fixed list of headers',
    async (purpose, name, call, endpoint) => {
      const page = await stage.browser.openTab(`${service.address}/`);
      await page.evaluate(() => {
        document.cookie = 'planted=cookie; max-age=1000';
      });
      await page.close();
      expect(service.requests[0]?.headers.map(([header]) => header)).toContain('User-Agent');
      await privacy.make(purpose, name, call.example);
      const [request, ...more] = service.requests.filter(({ line }) => line.includes(' /v1/'));
      const wire = expectedOf(endpoint, call.example);
      expect(more).toEqual([]);
      expect(request).toMatchObject({ line: `${wire.method} ${wire.path} HTTP/1.1`, body: wire.body ?? '' });
      expect(request?.headers.map(([header]) => header)).toEqual(wire.body === null ? fixed : withBody);
      expect(JSON.stringify(request)).not.toMatch(/planted|gsw|chrom|linux|mozilla/i);
      expect(JSON.stringify(request)).not.toContain(stage.browser.extensionId);
      const [entry] = await privacy.ledger();
      expect(entry).toMatchObject({ purpose, call: name, host: service.host, request: wire });
      // What the browser shows of it is what the ledger says: path, body and headers.
      expect(await privacy.call('witness.read', {})).toEqual({ mismatches: [] });
    },
  );

  it('an answer as the schema says is handed on, and stands in the ledger with its size', async () => {
    service.answer = json({ counted: true });
    expect(await privacy.make('statistics', 'report', report)).toEqual({
      outcome: { kind: 'answered', bytes: 16 },
      reply: { counted: true },
    });
    expect(await privacy.ledger()).toMatchObject([{ outcome: { kind: 'answered', bytes: 16 }, size: 78 }]);
    // Only the rule for that request was there, and it is gone.
    const rules = await (await stage.control()).evaluate(() => chrome.declarativeNetRequest.getSessionRules());
    expect(rules).toEqual([]);
  });

  const ok = JSON.stringify({ counted: true });
  const type = { 'Content-Type': 'application/json' };
  it.each<[string, RawAnswer, object]>([
    ['a field more', json({ counted: true, id: 1 }), { because: 'schema', status: 200 }],
    ['a wrong type', json({ counted: 'yes' }), { because: 'schema', status: 200 }],
    ['a list', json([]), { because: 'schema', status: 200 }],
    ['no JSON', reply(200, type, '{"counted":true'), { because: 'schema', status: 200 }],
    ['nothing', reply(200, type, ''), { because: 'schema', status: 200 }],
    ['text/html', reply(200, { 'Content-Type': 'text/html' }, ok), { because: 'type', status: 200 }],
    ['no type', reply(200, {}, ok), { because: 'type', status: 200 }],
    ['a type that only begins like it', reply(200, { 'Content-Type': 'application/jsonp' }, ok), { because: 'type' }],
    ['another status', reply(201, type, ok), { because: 'status', status: 201 }],
    ['an error', reply(500, type, ok), { because: 'status', status: 500 }],
    ['a length over the cap', reply(200, type, ok.padEnd(257)), { because: 'size', status: 200 }],
    ['no answer at all', '', { because: 'network', status: null }],
    ['less than was announced', reply(200, type, ok).slice(0, -1), { because: 'network', status: 200 }],
  ])('%s is refused, and stands in the ledger', async (_, answer, failed) => {
    service.answer = answer;
    const made = await privacy.make('statistics', 'report', report);
    expect(made).toMatchObject({ outcome: { kind: 'failed', ...failed }, reply: null });
    expect(await privacy.ledger()).toMatchObject([{ outcome: made.outcome, host: service.host }]);
    expect(service.requests).toHaveLength(1);
  });

  /** To each call an answer as its schema says. */
  const answers: Readonly<Record<string, object>> = {
    bundle: signedBundle(),
    snapshot: { rows: [] },
    lookUp: { rows: [] },
    token: { evaluated: toBase64(new Uint8Array(32)), proof: toBase64(new Uint8Array(64)) },
    give: { recorded: true },
    vote: { recorded: true },
    erase: { erased: true },
    report: { counted: true },
  };
  const head = 'HTTP/1.1 200 x\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n';
  const tooMuch = { head, repeat: Buffer.alloc(1_000_000, ' '), times: 50 };

  it.each(calls)(
    '%s.%s: an answer that is not exactly its own is refused, and stands in the ledger',
    async (purpose, name, { example }) => {
      const elsewhere = await RawService.start();
      const good = answers[name]!;
      elsewhere.answer = json(good);
      const [first = ''] = Object.keys(good);
      const bad: [RawAnswer, string | undefined][] = [
        // As it should be: refused, if at all, because nothing was signed that names this list.
        [json(good), name === 'snapshot' ? 'unsigned' : undefined],
        [json({ ...good, id: 1 }), 'schema'],
        [json({ ...good, [first]: null }), 'schema'],
        [reply(200, { 'Content-Type': 'text/html' }, JSON.stringify(good)), 'type'],
        [reply(302, { Location: `${elsewhere.address}/` }, ''), 'redirect'],
        [tooMuch, 'size'],
      ];
      for (const [answer, because] of bad) {
        service.answer = answer;
        await privacy.put('privacy', 0, `last ${purpose} ${name}`);
        const { outcome, reply: taken } = await privacy.make(purpose, name, example);
        expect(outcome).toMatchObject(because === undefined ? { kind: 'answered' } : { kind: 'failed', because });
        if (because !== undefined) expect(taken).toBeNull();
        const [entry] = await privacy.ledger();
        expect(entry).toMatchObject({ purpose, call: name, outcome });
      }
      expect(service.requests).toHaveLength(bad.length);
      expect(service.repeated).toBeLessThan(tooMuch.times);
      expect(elsewhere.requests).toEqual([]);
    },
  );

  it('what was refused is shown, with the reason', async () => {
    service.answer = json({ counted: true, id: 1 });
    await privacy.make('statistics', 'report', report);
    service.answer = reply(302, { Location: '/elsewhere' }, '');
    await privacy.put('privacy', 0, 'last statistics report');
    await privacy.make('statistics', 'report', report);
    const t = wordsFor(['en'], optionsWords);
    const options = await OptionsPage.open(stage);
    for (const because of ['schema', 'redirect'] as const)
      await options.shows(t('outcome.failed', { reason: t(`reason.${because}`) }));
  });

  it('50 MB are not read to their end', async () => {
    service.answer = tooMuch;
    const made = await privacy.make('statistics', 'report', report);
    expect(made).toMatchObject({ outcome: { kind: 'failed', because: 'size', status: 200 }, reply: null });
    await stage.until(() => service.requests[0]?.gone, 'the connection is closed');
    expect(service.repeated).toBeLessThan(tooMuch.times);
  });

  it.each([301, 302, 303, 307, 308])(
    'a redirect (%i) is refused, and nothing is asked of where it leads',
    async (status) => {
      const elsewhere = await RawService.start();
      elsewhere.answer = json({ counted: true });
      service.answer = reply(status, { Location: `${elsewhere.address}/v1/statistics` }, '');
      const made = await privacy.make('statistics', 'report', report);
      expect(made).toEqual({ outcome: { kind: 'failed', because: 'redirect', status: null }, reply: null });
      await holds(() => elsewhere.requests.length === 0, 'nobody else is asked', 500);
    },
  );

  it('silence is given up', async () => {
    service.answer = { bytes: 'HTTP/1.1 200 x\r\nContent-Type: application/json\r\n\r\n{', thenSilent: true };
    const made = await privacy.make('statistics', 'report', report);
    expect(made.outcome).toEqual({ kind: 'failed', because: 'timeout', status: 200 });
    await stage.until(() => service.requests[0]?.gone, 'the connection is closed');
  });

  // Each that fetches them holds them against the same.
  const fetchers = calls.flatMap(([purpose, name]) => (name === 'bundle' ? [purpose] : []));
  it.each(fetchers)('BC14: script in a notice is refused, also inside what is signed (%s)', async (purpose) => {
    const notice = { id: 'a', kind: 'news' as const, day: '2027-02-01', title: 'A', text: '<script>alert(1)</script>' };
    const asked = async (text: string) => {
      service.answer = json(signedBundle({ notices: [{ ...notice, text }] }));
      await privacy.put('privacy', 0, `last ${purpose} bundle`);
      return (await privacy.make(purpose, 'bundle', {})).outcome.kind;
    };
    expect(await asked(notice.text)).toBe('failed');
    expect(await privacy.ledger({ text: 'schema' })).toMatchObject([{ call: 'bundle' }]);
    expect(await asked('Plain text.')).toBe('answered');
  });
});
