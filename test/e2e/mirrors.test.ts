import { expect, it } from 'vitest';
import { addressAt, cast, fileName, mirrorName, originName, release, searcher, sentBy } from './mirror-cast.ts';
import { MiB } from './stage.ts';

it('BC6, BC7, BC16: an address that three have given is found, and brings bytes beside the origin; nothing of it stands on the wire in plain', async () => {
  const of = await cast();
  await of.service.client.giveAs(3, of.file, addressAt(mirrorName));
  await release(of);
  const { stage, privacy } = await searcher(of);
  await stage.add(addressAt(originName));
  await stage.expectSaved(of.origin, fileName);
  const task = await stage.savedTask(fileName);
  expect(task).toMatchObject({
    checked: { what: 'sha-256', from: 'header', good: true },
    mirrors: [{ url: addressAt(mirrorName), from: 'search' }],
    search: { outcome: 'found', lent: [] },
    hosts: [originName, mirrorName],
  });
  expect(sentBy(of.mirror)).toBeGreaterThan(3 * MiB);
  expect(sentBy(of.origin)).toBeLessThan(of.file.size - 3 * MiB);
  for (const { headers } of of.mirror.log(fileName).requests) {
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
  }
  // The list was fetched whole, before: nobody was told that this file is looked for.
  expect((await privacy.ledger()).map(({ call }) => call)).toEqual(['snapshot', 'bundle']);
  for (const plain of [mirrorName, originName, fileName, of.file.sha256, 'ferret']) {
    expect(of.relay.wire.includes(plain), plain).toBe(false);
  }
  expect((await privacy.call('witness.read', {})).mismatches).toEqual([]);
});
