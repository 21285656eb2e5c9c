import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { prefixOf } from '#domain/mirror/prefix';
import { tagOf } from '#domain/mirror/sealing';
import { TestAuthority } from '../support/certificate.ts';
import { after } from '../support/site/behaviour.ts';
import { addressAt, fileName, mirrorName, originName, release } from '../support/mirror-world.ts';
import { signedBundle } from '../support/service/signed-bundle.ts';
import { cast, searcher, sentBy, userWith } from './mirror-cast.ts';
import { PopupPage } from './popup-page.ts';
import { opened } from './service-stage.ts';
import { json, RawService } from './service.ts';
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

/** Answers one request on each connection. @param answer told what was asked */
const always =
  (answer: (socket: Socket, request: string) => void) =>
  (socket: Socket): void => {
    socket.once('data', (bytes: Buffer) => answer(socket, bytes.toString('latin1')));
  };

it('a mirror with wrong bytes, one that leads to this device, and one with endless headers: the file is right, and nobody is led anywhere', async () => {
  const of = await cast(1);
  const trap = await RawService.start();
  of.names.serve(
    'away.mirror.example',
    always((socket) =>
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ${trap.address}/admin\r\nContent-Length: 0\r\n\r\n`),
    ),
  );
  of.names.serve(
    'headers.mirror.example',
    always((socket) => {
      socket.write('HTTP/1.1 206 Partial Content\r\n');
      for (let line = 0; line < 64; line++) socket.write(`X-Filler-${line}: ${'x'.repeat(16_000)}\r\n`);
      socket.end('\r\n');
    }),
  );
  // Right at first, as whoever wants to be believed is.
  of.mirror.set(fileName, { vary: after(1, { flip: [5, 6, 7, 8, 9, 10, 11].map((part) => part * MiB + 11) }) });
  for (const name of [mirrorName, 'away.mirror.example', 'headers.mirror.example']) {
    await of.service.client.giveAs(1, of.file, addressAt(name));
  }
  await release(of);
  const { stage } = await searcher(of);
  await stage.add(addressAt(originName));
  await stage.expectSaved(of.origin, fileName);
  expect(await stage.savedTask(fileName)).toMatchObject({
    checked: { what: 'sha-256', good: true },
    mirrors: [],
    search: { outcome: 'wrong', lent: [], suspects: [], wrong: [addressAt(mirrorName)] },
  });
  expect(sentBy(of.mirror)).toBeGreaterThan(MiB);
  expect(trap.requests).toEqual([]);
});

it('BC21: switched off in a download’s Properties in mid-transfer, its mirrors are left at once; one that never ends was left before, and one without a certificate was not even asked', async () => {
  const of = await cast(1);
  let endless = 0;
  of.names.serve(
    'endless.mirror.example',
    always((socket, request) => {
      const { size } = of.file;
      endless++;
      const range = /^Range: bytes=(\S+)/im.exec(request)?.[1] ?? '';
      socket.write(
        `HTTP/1.1 206 Partial Content\r\nETag: "x"\r\nContent-Range: bytes ${range}/${size}\r\nTransfer-Encoding: chunked\r\n\r\n`,
      );
      const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 7), Buffer.from('\r\n')]);
      const more = (): boolean => socket.write(chunk);
      socket.on('drain', more);
      more();
    }),
  );
  // A public name that was led to somebody's own device, which has no certificate for it.
  const router = 'router.mirror.example';
  let entered = 0;
  of.names.serve(router, () => void entered++, new TestAuthority());
  for (const name of [mirrorName, 'endless.mirror.example', router]) {
    await of.service.client.giveAs(1, of.file, addressAt(name));
  }
  await release(of);
  of.origin.setRate(MiB / 2);
  of.mirror.setRate(MiB / 2);
  const { stage } = await searcher(of);
  await stage.add(addressAt(originName));
  await of.mirror.waitFor(() => sentBy(of.mirror) > MiB, 'the mirror brings bytes');
  const popup = await PopupPage.open(stage);
  await popup.choose(fileName, 'Properties');
  await (await popup.page.waitForSelector('aria/Search for mirrors[role="switch"]'))!.click();
  await of.mirror.waitFor(() => of.mirror.log(fileName).connections === 0, 'the mirror is left');
  const { length } = of.mirror.log(fileName).requests;
  expect((await stage.tasks())[0]).toMatchObject({ mirrors: [], search: { off: true, outcome: null } });
  of.origin.setRate(null);
  await stage.expectSaved(of.origin, fileName);
  expect(of.mirror.log(fileName).requests).toHaveLength(length);
  expect(endless).toBe(1);
  expect([of.names.refused.includes(router), entered]).toEqual([true, 0]);
});

it('BC6, BC22: where the list has grown, a part is asked for by the first digits of the label; not beside a download for which no mirrors are searched', async () => {
  const of = await cast(1, 10_000);
  await of.service.client.giveAs(1, of.file, addressAt(mirrorName));
  await release(of);
  const { stage, privacy } = await userWith(of, 'mirror-search');
  await stage.until(async () => (await privacy.answers()).length > 0, 'the signed bundle is here');
  of.origin.setRate(MiB / 4);
  of.mirror.setRate(MiB / 4);
  const other = await stage.add(addressAt(mirrorName));
  await stage.call('engine', 'task.search', { id: other, on: false });
  await of.mirror.waitFor(() => sentBy(of.mirror) > 0, 'another one downloads');
  const id = await stage.add(addressAt(originName));
  const searched = async () => (await stage.tasks()).find((task) => task.id === id)?.search.outcome;
  await stage.until(async () => (await searched()) === 'later', 'it cannot be asked now');
  expect((await privacy.ledger())[0]).toMatchObject({
    call: 'lookUp',
    task: id,
    outcome: { kind: 'dropped', because: 'busy' },
  });
  await stage.call('engine', 'task.pause', { id: other });
  await stage.until(async () => (await searched()) === 'found', 'it is asked when the other one is over');
  const prefix = prefixOf(tagOf(of.file), 5);
  const calls = await privacy.ledger();
  expect(calls.map(({ call }) => call)).toEqual(['lookUp', 'lookUp', 'bundle']);
  expect(calls[0]).toMatchObject({
    task: id,
    request: { method: 'GET', path: `/v1/mirrors/some?prefix=${prefix}`, body: null },
    outcome: { kind: 'answered' },
  });
  of.origin.setRate(null);
  of.mirror.setRate(null);
  await stage.expectSaved(of.origin, fileName);
  for (const plain of [mirrorName, originName, fileName, of.file.sha256]) {
    expect(of.relay.wire.includes(plain), plain).toBe(false);
  }
});

it('BC14: a list that is not the one which the service has signed is no answer, and is not kept', async () => {
  const { stage, service, privacy } = await opened();
  const list = { rows: [] };
  const hash = createHash('sha256').update(JSON.stringify(list)).digest('hex');
  const signed = (snapshot: string) => signedBundle({ mirrors: { mode: 'snapshot', prefixBits: 6, snapshot } });
  await privacy.plant('mirror-search');
  await privacy.call('service.set', { address: service.entered });
  // It was asked for its bundle, and had none; nothing more comes by itself for now.
  await stage.until(async () => (await privacy.alarm()) !== null, 'the background has looked');
  service.answer = json(list);
  const made = async (snapshot: string) => {
    await privacy.put('privacy', signed(snapshot), 'answer mirror-search bundle');
    await privacy.put('privacy', 0, 'last mirror-search snapshot');
    return (await privacy.make('mirror-search', 'snapshot', {})).outcome;
  };
  expect(await made('a'.repeat(64))).toEqual({ kind: 'failed', because: 'unsigned', status: 200 });
  expect(await made(hash)).toMatchObject({ kind: 'answered' });
});
