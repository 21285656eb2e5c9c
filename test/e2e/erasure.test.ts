import { afterEach, describe, expect, it } from 'vitest';
import { toBase64 } from '#domain/base64';
import type { Contribution } from '#domain/mirror/contribution';
import type { Stored } from '#platform/contribution-store';
import { OptionsPage } from './options-page.ts';
import type { Privacy } from './privacy.ts';
import { json, type RawService } from './service.ts';
import { opened } from './service-stage.ts';
import type { Stage } from './stage.ts';

const bytes = (count: number, fill: number): string => toBase64(new Uint8Array(count).fill(fill));
const [hour, day] = [3_600_000, 24 * 3_600_000];
/** Kept while something is asked back; beside them nothing is. */
const kept = ['contributions', 'privacy', 'receipts'];
const others = ['tasks', 'lessons', 'ledger', 'deferred', 'mismatches'];
const requestOf = ({ tag, entry, eraser }: Stored): string => JSON.stringify({ tag, entry, token: eraser });

describe('“Erase my data” where the service was given something', () => {
  let stage: Stage;
  let service: RawService;
  let privacy: Privacy;
  afterEach(() => stage.browser.close());

  /** A user who gave two addresses, a vote among them, and has all switches on. @param presses the button that erases */
  async function erasing(presses: string): Promise<{ options: OptionsPage; given: Stored[] }> {
    ({ stage, service, privacy } = await opened());
    service.answer = json({ erased: true });
    await privacy.plant('mirror-search', 'mirror-giving', 'statistics', 'updates');
    await privacy.call('service.set', { address: service.entered });
    await stage.until(async () => (await privacy.alarm()) !== null, 'the background has looked');
    await give(service.address);
    const given = await contributions();
    await privacy.put('mismatches', { at: Date.now(), kind: 'unrecorded', host: 'else.test', detail: 'GET' });
    await privacy.put('lessons', { host: 'known.test', pays: true, connections: 2, bare: null, at: Date.now() });
    const options = await OptionsPage.open(stage);
    await options.press('Erase my data');
    await options.shows('The service has 2 addresses of yours.');
    service.requests.length = 0;
    await options.press(presses);
    await options.shows('Erased');
    return { options, given };
  }

  /** Two addresses that a service has. */
  async function give(to: string): Promise<void> {
    const common = { sealed: null, token: null, stage: 'given', at: null, tries: 0, service: to } as const;
    for (const [fill, what] of (['give', 'vote'] as const).entries()) {
      const names = { tag: bytes(32, fill), entry: bytes(16, fill), eraser: bytes(32, fill) };
      await privacy.put('contributions', { what, ...names, ...common } satisfies Contribution);
    }
  }

  const contributions = async (): Promise<Stored[]> => (await privacy.all('contributions')) as Stored[];
  const asked = (): string[] => service.requests.map(({ line, body }) => `${line.split(' ')[1]} ${body}`);
  async function lastReceipt(): Promise<string> {
    const last = (await privacy.call('receipts.read', {})).receipts.at(-1);
    return `${last?.kind} ${last?.purpose}`;
  }
  const standing = async (): Promise<string> => (await privacy.call('consent.read', {})).standing;

  /** Lets the moment of one come. */
  async function momentComes(one: Stored): Promise<void> {
    await stage.until(async () => (await privacy.alarm()) !== null, 'the next one has its alarm');
    await privacy.put('contributions', { ...one, at: 1 });
    const isGone = async (): Promise<boolean> => {
      // Again and again: what was being set when it rang takes its place.
      await privacy.ring();
      return (await contributions()).every(({ id }) => id !== one.id);
    };
    await stage.until(isGone, 'it was asked back');
  }

  it('PT14, CL7: it is asked back first, one request each at a random moment; then what that needed goes, too, and nothing is left', async () => {
    const { options, given } = await erasing('Ask back, then erase');
    await options.shows('Erased, but for what asks 2 addresses back.');
    await options.shows('Everything else was erased.');
    for (const store of others) expect(await privacy.all(store), store).toEqual([]);
    const { grants } = await privacy.call('consent.read', {});
    expect(grants.map(({ purpose }) => purpose)).toEqual(['mirror-giving']);
    const [first, second] = await contributions();
    for (const one of [first!, second!]) {
      expect(one.stage).toBe('regretted');
      expect(one.at).toBeGreaterThan(Date.now() + hour - 60_000);
      expect(one.at).toBeLessThan(Date.now() + day);
    }
    expect(first?.at).not.toBe(second?.at);
    await momentComes(first!);
    expect(asked()).toEqual([`/v1/mirrors/erase ${requestOf(given[0]!)}`]);
    await momentComes(second!);
    expect(asked().at(-1)).toBe(`/v1/mirrors/erase ${requestOf(given[1]!)}`);
    await stage.until(async () => (await privacy.all('privacy')).length === 0, 'what that needed is gone');
    for (const store of [...kept, ...others]) expect(await privacy.all(store), store).toEqual([]);
    expect(await privacy.alarm()).toBeNull();
    expect(await standing()).toBe('unasked');
    expect(service.requests).toHaveLength(2);
  });

  it('what is begun meanwhile is not erased with it: only the switch goes off', async () => {
    await erasing('Ask back, then erase');
    await stage.set({ connectionsPerHost: 2 });
    for (const one of await contributions()) await momentComes(one);
    await stage.until(async () => (await lastReceipt()) === 'revoked mirror-giving', 'the switch is off');
    expect(await standing()).toBe('accepted');
    expect(await privacy.call('giving.read', {})).toEqual({
      waiting: 0,
      given: 0,
      regretted: 0,
      erasing: false,
      elsewhere: [],
    });
    expect(await privacy.all('contributions')).toEqual([]);
  });

  it('switched off meanwhile, nothing is asked, and the deletion tokens stay', async () => {
    const { given } = await erasing('Ask back, then erase');
    await stage.until(async () => (await privacy.alarm()) !== null, 'it has its alarm');
    await privacy.call('grant.take-back', { purpose: 'mirror-giving' });
    await privacy.ring();
    await stage.until(async () => (await privacy.alarm()) === null, 'the background has looked');
    expect(await contributions()).toEqual(given);
    expect(await privacy.call('giving.read', {})).toEqual({
      waiting: 0,
      given: 2,
      regretted: 0,
      erasing: false,
      elsewhere: [],
    });
    expect(service.requests).toEqual([]);
    // Now nothing can be asked back: to be erased after that, it is not erased.
    await expect(stage.call('privacy', 'data.erase', { askBack: true })).rejects.toThrow('not-accepted');
    expect(await contributions()).toEqual(given);
  });

  it('what a service has that was entered before is told before anything is erased', async () => {
    ({ stage, service, privacy } = await opened());
    await privacy.call('service.set', { address: service.entered });
    await give('https://earlier.example.org/');
    const options = await OptionsPage.open(stage);
    await options.press('Erase my data');
    await options.shows('earlier.example.org, which you had entered before, has 2 addresses of yours.');
    await options.press('Keep it');
    expect(await contributions()).toHaveLength(2);
    expect(service.requests).toEqual([]);
  });

  it('without asking back everything is gone at once, and nobody is asked', async () => {
    const { options } = await erasing('Erase without asking back');
    await options.shows('A look afterwards found nothing left.');
    for (const store of [...kept, ...others]) expect(await privacy.all(store), store).toEqual([]);
    expect(await privacy.alarm()).toBeNull();
    expect(service.requests).toEqual([]);
  });
});
