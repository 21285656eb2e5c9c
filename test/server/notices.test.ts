import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle, type Trusted } from '#domain/notice/verify';
import { policy } from '#domain/policy/policy';
import { rotateIdentity } from '../../server/keys/key-file.ts';
import { publish } from '../../server/notices/notices.ts';
import { openStore } from '../../server/store/store.ts';
import { kinds } from '../support/service/places.ts';
import { days, startOne, type Running } from '../support/service/running.ts';
import { temporaryFolder } from '../support/temporary.ts';

const trust = (one: Running, change: Partial<Trusted> = {}): Trusted => ({
  fingerprint: one.service.entered.split('#')[1] ?? '',
  key: null,
  number: 0,
  today: new Date(one.clock.now).toISOString().slice(0, 10),
  ...change,
});

async function say(one: Running, content: unknown): Promise<void> {
  const file = join(temporaryFolder('notices'), 'notices.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const store = await openStore(one.config.place);
  try {
    await publish(store, file);
  } finally {
    await store.close();
  }
}

describe.each(kinds)('the bundle on %s', (kind) => {
  let one: Running;
  beforeAll(async () => {
    one = await startOne(kind, { region: 'Falkenstein, Germany' });
    return () => one.close();
  });

  const accepted = async (change: Partial<Trusted> = {}) => {
    const verified = verifyBundle(await one.client.signedBundle(), trust(one, change));
    if (verified.kind === 'refused') throw new Error(`refused: ${verified.because}`);
    return verified;
  };

  it('is signed by the key that the user entered, and says where the service stands', async () => {
    const { bundle } = await accepted();
    expect(bundle).toMatchObject({ region: 'Falkenstein, Germany', latest: '0.1.0', notices: [] });
    expect([bundle.policy.version, bundle.policy.hash]).toEqual([policy.current.version, policy.current.hash]);
    expect(bundle.policy.text).toContain('# Privacy policy');
    const notices = [
      { id: 'a-1', kind: 'security', day: '2027-03-03', title: 'Update', text: 'Version 0.1.1 mends it.' },
    ];
    await say(one, { notices, latest: '0.1.1' });
    await one.service.upkeep();
    const next = (await accepted({ number: bundle.number + 1 })).bundle;
    expect(next).toMatchObject({ latest: '0.1.1', notices, region: 'Falkenstein, Germany' });
  });

  it('keeps its number while it says the same, and is signed anew before it expires', async () => {
    const before = (await accepted()).bundle;
    await one.service.upkeep();
    expect((await accepted()).bundle).toEqual(before);
    one.clock.now += 6 * days;
    await one.service.upkeep();
    one.clock.now += 6 * days;
    await one.service.upkeep();
    const after = (await accepted({ number: before.number + 1 })).bundle;
    expect(after.expires > before.expires).toBe(true);
  });

  it('takes no script, no markup, and no field that it does not know', async () => {
    const notice = { id: 'a', kind: 'news', day: '2027-03-03', title: 'T', text: 'x' };
    for (const [bad, field] of [
      [{ notices: [{ ...notice, text: '<script>alert(1)</script>' }] }, 'text'],
      [{ notices: [{ ...notice, link: 'https://x.example' }] }, 'link'],
      [{ region: '<b>here</b>' }, 'region'],
      ['{', 'JSON'],
    ] as const) {
      await expect(say(one, bad)).rejects.toMatchObject({
        code: 'file',
        message: expect.stringContaining(field) as string,
      });
    }
  });

  it('a service whose key was replaced signs with the new one, and one that still has the old one signs nothing', async () => {
    const before = await accepted();
    rotateIdentity(one.config.keys);
    const other = await startOne(one.config.place, {}, one.clock);
    const after = await accepted({ key: before.key, number: before.bundle.number + 1 });
    expect(after.key).not.toBe(before.key);
    expect(other.service.entered.split('#')[1]).toBe(one.service.entered.split('#')[1]);
    await expect(one.service.upkeep()).rejects.toMatchObject({ code: 'key' });
    await other.close();
    expect((await accepted({ key: after.key })).bundle.number).toBe(after.bundle.number);
  });
});
