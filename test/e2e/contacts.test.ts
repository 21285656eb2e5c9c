import { describe, expect, it } from 'vitest';
import { wordsFor } from '#domain/i18n/words';
import { policy } from '#domain/policy/policy';
import { purposeIds } from '#domain/policy/purpose';
import { purposes } from '#domain/policy/registry';
import { days } from '#domain/policy/units';
import { optionsWords } from '../../src/options/words.ts';
import { holds } from '../support/observe.ts';
import { sent, untilIdle } from './inside.ts';
import { OptionsPage } from './options-page.ts';
import { access, allowing, promptsOfFirefox } from './permission-prompt.ts';
import { Privacy } from './privacy.ts';
import { bundle, counted, opened, report, silence } from './service-stage.ts';
import { RawService } from './service.ts';
import { MiB, siteFor } from './stage.ts';

describe('without consent', () => {
  it('BC13, PT2: nothing is sent by itself, nor when it is asked for; what was asked for is in the ledger', async () => {
    const { service, privacy } = await opened();
    expect(await privacy.call('service.read', {})).toEqual({ address: '', access: false });
    expect(await privacy.bundle()).toEqual({ kind: 'refused', because: 'no-grant' });
    await privacy.call('service.set', { address: service.entered });
    expect(await privacy.bundle()).toEqual({ kind: 'refused', because: 'no-grant' });
    await privacy.accept();
    expect(await privacy.bundle()).toEqual({ kind: 'refused', because: 'no-grant' });
    expect(await privacy.make('statistics', 'report', report)).toMatchObject({ outcome: { because: 'no-grant' } });
    await holds(async () => (await privacy.alarm()) === null, 'there is no alarm', 500);
    expect(service.requests).toEqual([]);
    const entries = await privacy.ledger();
    expect(entries.map(({ host, clauseHash }) => ({ host, clauseHash }))).toEqual([
      ...Array.from({ length: 3 }, () => ({ host: service.host, clauseHash: null })),
      { host: null, clauseHash: null },
    ]);
    expect(entries[0]?.request).toEqual({ method: 'POST', path: '/v1/statistics', body: JSON.stringify(report) });
  });

  it.each<[string, (privacy: Privacy) => Promise<unknown>]>([
    ['the record does not validate', (p) => p.put('privacy', { format: 1, grants: { updates: {} } }, 'consent')],
    ['it is of a policy that this program never had', (p) => plantedUnder(p, 'f'.repeat(64))],
    ['it was declined', (p) => p.call('consent.decide', { decision: 'declined', policyHash: policy.current.hash })],
  ])('a grant is none when %s', async (_, spoil) => {
    const { service, privacy } = await opened();
    await privacy.plant('updates');
    await spoil(privacy);
    await privacy.call('service.set', { address: service.entered });
    expect(await privacy.bundle()).toEqual({ kind: 'refused', because: 'no-grant' });
    expect(await privacy.alarm()).toBeNull();
    expect(service.requests).toEqual([]);
  });

  async function plantedUnder(privacy: Privacy, hash: string): Promise<void> {
    const clauseHash = policy.current.clauses['updates'];
    const decision = { kind: 'accepted', version: 1, hash, at: 1 };
    const record = { format: 1, decision, grants: { updates: { at: 1, policyHash: hash, clauseHash } } };
    await privacy.put('privacy', record, 'consent');
  }

  it('a word on another policy than the program’s own is none', async () => {
    const { privacy } = await opened();
    const other = await privacy.call('consent.decide', { decision: 'accepted', policyHash: 'e'.repeat(64) });
    expect(other).toMatchObject({ standing: 'unasked', decision: null, grants: [] });
    expect(await privacy.accept()).toMatchObject({ standing: 'accepted', decision: { kind: 'accepted', version: 1 } });
    const declined = await privacy.call('consent.decide', { decision: 'declined', policyHash: policy.current.hash });
    expect(declined.standing).toBe('declined');
    const { receipts } = await privacy.call('receipts.read', {});
    const of = { purpose: null, version: 1, policyHash: policy.current.hash, clauseHash: null };
    expect(receipts).toMatchObject([
      { kind: 'accepted', ...of },
      { kind: 'declined', ...of },
    ]);
  });
});

describe('with a grant', () => {
  it('BC13, CS10: a version check is made once in its interval, by an alarm', async () => {
    const { service, privacy } = await opened();
    service.answer = bundle;
    await privacy.plant('updates');
    const begun = Date.now();
    await privacy.call('service.set', { address: service.entered });
    await service.got(1);
    await privacy.stage.until(async () => (await privacy.answers()).length === 1, 'the answer is kept');
    await privacy.stage.until(async () => (await privacy.alarm()) !== null, 'the next is set');
    expect(await privacy.alarm()).toBeGreaterThanOrEqual(begun + days);
    expect(await privacy.bundle()).toEqual({ kind: 'deferred', because: 'too-soon' });
    // Nor does erasing the ledger shorten the interval, or an alarm that rings too early.
    await privacy.call('ledger.erase', {});
    expect(await privacy.bundle()).toEqual({ kind: 'deferred', because: 'too-soon' });
    await privacy.ring();
    await privacy.stage.until(async () => ((await privacy.alarm()) ?? 0) >= begun + days, 'it rang');
    expect(service.requests).toHaveLength(1);
    await privacy.put('privacy', Date.now() - days, 'last updates bundle');
    await privacy.ring();
    await service.got(2);
    await privacy.stage.until(async () => ((await privacy.alarm()) ?? 0) >= begun + days, 'the next is set');
    expect(await privacy.ledger({ text: 'answered' })).toHaveLength(1);
    expect(service.requests).toHaveLength(2);
  });

  it('BC22: while anything downloads nothing is contacted; what was put off goes when nothing does', async () => {
    const { stage, service, privacy } = await opened();
    service.answer = counted;
    await privacy.plant('statistics', 'updates');
    const site = await siteFor({ rate: 2 * MiB, files: { 'busy.bin': { size: 24 * MiB } } });
    await stage.add(site.url('busy.bin'));
    await sent(site, 'busy.bin', MiB);
    await privacy.call('service.set', { address: service.entered });
    expect(await privacy.make('statistics', 'report', report)).toMatchObject({
      outcome: { kind: 'deferred', because: 'busy' },
    });
    expect(await privacy.bundle()).toEqual({ kind: 'deferred', because: 'busy' });
    await privacy.ring();
    await stage.until(async () => ((await privacy.alarm()) ?? 0) > Date.now(), 'it rang and found nothing to do');
    expect(site.log('busy.bin').bytes).toBeLessThan(24 * MiB);
    expect(service.requests).toEqual([]);
    await stage.expectSaved(site, 'busy.bin');
    await service.got(2);
    const asked = new Set(service.requests.map(({ line }) => line.split(' ')[1]));
    expect(asked).toEqual(new Set(['/v1/bundle', '/v1/statistics']));
    await stage.until(async () => (await privacy.putOff()).length === 0, 'nothing waits any more');
  });

  it('BC22: a download of the browser’s own counts', async () => {
    const { stage, service, privacy } = await opened();
    await privacy.plant('statistics');
    await stage.set({ minimumSize: 1024 * MiB });
    const site = await siteFor({ rate: MiB, files: { 'left.bin': { size: 16 * MiB } } });
    await stage.click(site, 'left.bin');
    await sent(site, 'left.bin', MiB);
    await untilIdle(stage);
    await privacy.call('service.set', { address: service.entered });
    expect(await privacy.make('statistics', 'report', report)).toMatchObject({ outcome: { because: 'busy' } });
    expect(service.requests).toEqual([]);
  });

  it('CL7: taking it back ends at once what is under way, and wipes what was not sent and what came', async () => {
    const { stage, service, privacy } = await opened();
    service.answer = bundle;
    await privacy.plant('updates', 'statistics');
    await privacy.put('privacy', Date.now(), 'last statistics report');
    await privacy.call('service.set', { address: service.entered });
    await stage.until(async () => (await privacy.answers()).length === 1, 'an answer is kept');
    await privacy.make('statistics', 'report', report);
    expect(await privacy.putOff()).toHaveLength(1);
    await privacy.call('grant.take-back', { purpose: 'statistics' });
    expect(await privacy.all('deferred')).toEqual([]);

    service.answer = silence;
    await privacy.put('privacy', 0, 'last updates bundle');
    await privacy.begin('updates', 'bundle', {});
    await service.got(2);
    const after = await privacy.call('grant.take-back', { purpose: 'updates' });
    expect(after.grants).toEqual([]);
    await stage.until(() => service.requests[1]?.gone, 'the connection is closed');
    expect(await privacy.answers()).toEqual([]);
    await stage.until(async () => (await privacy.alarm()) === null, 'there is no alarm any more');
    await stage.until(async () => (await privacy.ledger({ text: 'aborted' })).length === 1, 'the ledger says so');
    expect(await privacy.bundle()).toEqual({ kind: 'refused', because: 'no-grant' });
    expect(await privacy.all('deferred')).toEqual([]);
    const { receipts } = await privacy.call('receipts.read', {});
    const { hash, clauses } = policy.current;
    expect(
      receipts.map(({ kind, purpose, policyHash, clauseHash }) => [kind, purpose, policyHash, clauseHash]),
    ).toEqual([
      ['revoked', 'statistics', hash, clauses['statistics']],
      ['revoked', 'updates', hash, clauses['updates']],
    ]);
  });

  it('CL7: what is under way ends before it is stored that it may not be, however long that takes', async () => {
    const { stage, service, privacy } = await opened();
    service.answer = silence;
    await privacy.plant('updates');
    await privacy.call('service.set', { address: service.entered });
    await service.got(1);
    // Nothing can be stored while somebody else writes there.
    const release = await privacy.hold('receipts');
    const taken = privacy.call('grant.take-back', { purpose: 'updates' });
    // Long before silence is given up.
    await stage.until(() => service.requests[0]?.gone, 'the connection is closed', 5000);
    await stage.until(async () => (await privacy.ledger({ text: 'aborted' })).length === 1, 'the ledger says so');
    await release();
    expect((await taken).grants).toEqual([]);
    expect(await privacy.answers()).toEqual([]);
    const { receipts } = await privacy.call('receipts.read', {});
    expect(receipts).toMatchObject([{ kind: 'revoked', purpose: 'updates' }]);
  });

  it('PT9: each purpose can be switched off in the options, and then nothing of it is granted', async () => {
    const { stage, privacy } = await opened();
    await privacy.plant(...purposeIds);
    const options = await OptionsPage.open(stage);
    const t = wordsFor(['en'], optionsWords);
    const live = async () => (await privacy.call('consent.read', {})).grants.map(({ purpose }) => purpose);
    expect((await live()).toSorted()).toEqual([...purposeIds].toSorted());
    for (const [index, id] of purposeIds.entries()) {
      await options.press(t(purposes[id].label), 'switch');
      await stage.until(async () => (await live()).length === purposeIds.length - index - 1, 'one is off');
      expect(await live()).not.toContain(id);
    }
  });

  it('CL7: the browser’s permission taken back does the same', async () => {
    const { stage, service, privacy } = await opened({ build: 'chrome-mv3', accept: true, prefs: promptsOfFirefox });
    service.answer = silence;
    await privacy.plant('updates');
    await privacy.call('service.set', { address: service.entered });
    expect(await privacy.bundle()).toEqual({ kind: 'refused', because: 'no-access' });
    expect(await privacy.alarm()).toBeNull();
    const page = await stage.control();
    await page.bringToFront();
    await page.evaluate(() => {
      const ask = (): void => void chrome.permissions.request({ origins: ['*://127.0.0.1/*'] });
      document.addEventListener('click', ask, { once: true });
    });
    await allowing(stage, '*://127.0.0.1/*', () => page.click('body'));
    await stage.until(async () => (await access(stage)).sites.length > 0, 'the site is allowed');
    expect(await privacy.call('service.read', {})).toEqual({ address: service.entered, access: true });
    await privacy.begin('updates', 'bundle', {});
    await service.got(1);
    const options = await OptionsPage.open(stage);
    const label = wordsFor(['en'], optionsWords)(purposes.updates.label);
    expect(await options.isOn(label)).toBe(true);
    await page.bringToFront();
    await page.evaluate(() => chrome.permissions.remove({ origins: ['*://127.0.0.1/*'] }));
    await stage.until(() => service.requests[0]?.gone, 'the connection is closed');
    await stage.until(async () => (await privacy.call('consent.read', {})).grants.length === 0, 'the grant is gone');
    await stage.until(async () => (await privacy.ledger({ text: 'aborted' })).length === 1, 'the ledger says so');
    const { receipts } = await privacy.call('receipts.read', {});
    expect(receipts.slice(1)).toMatchObject([{ kind: 'permission-lost', purpose: 'updates' }]);
    // A page that was open meanwhile says so to who comes back.
    await stage.until(async () => !(await options.isOn(label)), 'the switch is off');
    expect(await privacy.alarm()).toBeNull();
  });

  it('another service, or none, ends what was meant for the old one', async () => {
    const { stage, service, privacy } = await opened();
    const other = await RawService.start();
    service.answer = silence;
    await privacy.plant('statistics');
    await privacy.call('service.set', { address: service.entered });
    await privacy.begin('statistics', 'report', report);
    await service.got(1);
    const bad = await privacy.call('service.set', { address: 'http://service.example' });
    expect(bad).toEqual({ address: service.entered, problem: 'not-https' });
    expect(service.requests[0]?.gone).toBe(false);
    expect(await privacy.call('service.set', { address: other.entered })).toEqual({
      address: other.entered,
      problem: null,
    });
    await stage.until(() => service.requests[0]?.gone, 'the connection is closed');
    await privacy.call('service.set', { address: '' });
    await privacy.put('privacy', 0, 'last statistics report');
    expect(await privacy.make('statistics', 'report', report)).toMatchObject({ outcome: { because: 'no-service' } });
    expect(other.requests).toEqual([]);
  });
});

describe('the ledger', () => {
  it('knows of a contact before it is made: also of one that the background’s death ends', async () => {
    const { stage, service, privacy } = await opened();
    service.answer = silence;
    await privacy.plant('statistics');
    await privacy.call('service.set', { address: service.entered });
    await privacy.begin('statistics', 'report', report);
    await service.got(1);
    await stage.browser.stopServiceWorker();
    await stage.until(() => service.requests[0]?.gone, 'the connection is closed');
    expect(await privacy.ledger()).toMatchObject([{ purpose: 'statistics', outcome: { kind: 'begun' } }]);
    expect(await privacy.make('statistics', 'report', report)).toMatchObject({ outcome: { because: 'too-soon' } });
  });

  it('keeps 90 days, is read in parts, exported whole, and erased', async () => {
    const { privacy } = await opened();
    // In binary: 1, 10 and 11.
    for (const number of [1, 2, 3])
      await privacy.make('mirror-search', 'lookUp', { prefix: number.toString(2) }, `task-${number}`);
    await privacy.make('mirror-search', 'lookUp', { prefix: 'no prefix' });
    await privacy.make('updates', 'no-such-call', {});
    const [newest, ...rest] = await privacy.ledger();
    await privacy.put('ledger', { ...newest, id: 1, at: Date.now() - 90 * days - 1000 });
    await privacy.put('ledger', { ...rest[2], at: Date.now() - 90 * days + 60_000 });
    expect((await privacy.ledger()).map(({ task }) => task)).toEqual([null, null, 'task-3', 'task-2']);
    expect(await privacy.all('ledger')).toHaveLength(4);
    const mismatch = { kind: 'unrecorded', host: 'else.test', detail: 'GET xmlhttprequest' };
    for (const age of [90 * days + 1000, 90 * days - 60_000])
      await privacy.put('mismatches', { ...mismatch, at: Date.now() - age });
    await privacy.ledger();
    expect(await privacy.all('mismatches')).toHaveLength(1);
    expect(await privacy.ledger({ purpose: 'updates' })).toHaveLength(1);
    expect(await privacy.ledger({ task: 'task-2' })).toHaveLength(1);
    expect(await privacy.ledger({ text: 'prefix=11' })).toHaveLength(1);
    const search = { text: '', purpose: null, task: null, most: 2 };
    const first = await privacy.call('ledger.read', { ...search, before: null });
    expect(first).toMatchObject({ entries: [{}, {}], more: true });
    const second = await privacy.call('ledger.read', { ...search, before: first.entries[1]!.id });
    expect(second).toMatchObject({ entries: [{ task: 'task-3' }, { task: 'task-2' }], more: false });
    const { json: text } = await privacy.call('ledger.export', {});
    expect(JSON.parse(text)).toMatchObject({
      format: 1,
      entries: await privacy.ledger(),
      receipts: [],
      mismatches: [mismatch],
    });
    await privacy.call('ledger.erase', {});
    expect(await privacy.all('ledger')).toEqual([]);
  });
});
