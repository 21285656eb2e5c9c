import { expect, it } from 'vitest';
import { addressAt, fileName, mirrorName, originName, release } from '../support/mirror-world.ts';
import { cast, contributions, giver, momentComes, searcher, sentBy } from './mirror-cast.ts';
import { MiB } from './stage.ts';

it('BC6, BC16, PT14: what one user gives back, another one finds whose origin says which file it is; taken back, nobody finds it any more', async () => {
  const of = await cast(1);
  const first = await giver(of);
  await first.stage.add(`${addressAt(mirrorName)}#sha256=${of.file.sha256}`);
  await first.stage.expectSaved(of.mirror, fileName);
  await first.stage.until(async () => (await contributions(first)).length === 1, 'it waits to be given');
  // Asked once more without cookies, after it was saved.
  expect(of.mirror.log(fileName).requests.at(-1)?.range).toBe(`bytes=${of.file.size - 1}-${of.file.size - 1}`);
  expect(await momentComes(first)).toMatchObject({ stage: 'waits', token: { key: expect.any(String) as string } });
  expect(await momentComes(first)).toMatchObject({ stage: 'given', sealed: null, token: null, at: null });
  expect((await first.privacy.ledger()).map(({ call }) => call)).toEqual(['give', 'token', 'bundle']);
  await release(of);

  const second = await searcher(of);
  await second.stage.add(addressAt(originName));
  await second.stage.expectSaved(of.origin, fileName);
  expect((await second.stage.savedTask(fileName)).mirrors).toMatchObject([
    { url: addressAt(mirrorName), from: 'search' },
  ]);
  expect(sentBy(of.origin)).toBeLessThan(of.file.size - 3 * MiB);
  for (const plain of [mirrorName, originName, fileName, of.file.sha256]) {
    expect(of.relay.wire.includes(plain), plain).toBe(false);
  }

  expect(await first.privacy.call('giving.ask-back', {})).toEqual({
    waiting: 0,
    given: 0,
    regretted: 1,
    erasing: false,
    elsewhere: [],
  });
  expect(await momentComes(first)).toBeUndefined();
  expect((await first.privacy.ledger())[0]).toMatchObject({ call: 'erase', outcome: { kind: 'answered' } });
  await release(of);
  expect(await of.service.client.all()).toEqual([]);
  expect((await first.privacy.call('witness.read', {})).mismatches).toEqual([]);
});

it('nothing is given of what not everybody may know, or without the switch; what waits is forgotten when it is switched off, what was given can still be asked back', async () => {
  const of = await cast();
  of.mirror.setRate(null);
  of.origin.setRate(null);
  const user = await giver(of);
  // The same file is added three times.
  await user.stage.set({ askForKnown: false });
  const hash = `#sha256=${of.file.sha256}`;
  of.mirror.set(fileName, { headers: { 'cache-control': 'no-store' } });
  await user.stage.add(`${addressAt(mirrorName)}${hash}`);
  await user.stage.savedTask(fileName);
  await user.stage.until(
    () =>
      of.mirror
        .log(fileName)
        .requests.at(-1)
        ?.range?.startsWith(`bytes=${of.file.size - 1}`),
    'it was asked whether it is public',
  );
  await user.stage.add(`${addressAt(originName)}?key=1${hash}`);
  await user.stage.until(
    async () => (await user.stage.tasks()).every(({ state }) => state.kind === 'done'),
    'both are saved',
  );
  expect(await contributions(user)).toEqual([]);

  await user.stage.add(`${addressAt(originName)}${hash}`);
  await user.stage.until(async () => (await contributions(user)).length === 1, 'a public one waits');
  const [waiting] = await contributions(user);
  const given = { ...waiting, id: 99, stage: 'given', sealed: null, at: null };
  await user.privacy.put('contributions', given);
  await user.stage.browser.quit();
  await user.stage.relaunch();
  expect(await contributions(user)).toEqual([waiting, given]);
  await user.privacy.call('grant.take-back', { purpose: 'mirror-giving' });
  expect(await contributions(user)).toEqual([given]);
  expect((await user.privacy.ledger()).map(({ call }) => call)).toEqual(['bundle']);
});
