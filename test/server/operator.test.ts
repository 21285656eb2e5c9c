import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '#domain/base64';
import { openAddress, tagOf, type FileIdentity } from '#domain/mirror/sealing';
import { identityOf, sizeAt } from '../../server/mirrors/ask.ts';
import { block, unblock } from '../../server/mirrors/block.ts';
import { importRows, readList } from '../../server/mirrors/import.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { fileNamed } from '../support/service/client.ts';
import { kinds } from '../support/service/places.ts';
import { days, startOne, type Running } from '../support/service/running.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { until } from '../support/until.ts';

function listFile(name: string, text: string): string {
  const path = join(temporaryFolder('list'), name);
  writeFileSync(path, text);
  return path;
}

const metalink = (file: FileIdentity, ...urls: string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
  <metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="f.iso"><size>${file.size}</size>
  <hash type="sha-256">${file.sha256}</hash>${urls.map((url) => `<url>${url}</url>`).join('')}</file></metalink>`;

describe.each(kinds)('an operator on %s', (kind) => {
  let one: Running;
  let store: Store;
  beforeAll(async () => {
    one = await startOne(kind);
    store = await openStore(one.config.place);
    return async () => {
      await store.close();
      await one.close();
    };
  });

  const addresses = async (file: FileIdentity): Promise<(string | null)[]> => {
    const tag = toBase64(tagOf(file));
    const rows = (await one.client.all()).filter((row) => row.tag === tag);
    return rows.map(({ sealed }) => openAddress(file, fromBase64(sealed)!));
  };
  const seen = (file: FileIdentity, count: number) =>
    until(async () => (await addresses(file)).length === count, { what: `${count} addresses are handed out` });
  const noSize = { mirrors: [], sizeOf: () => Promise.resolve(null) };

  it('fills the index from a Metalink, at once, and twice without harm', async () => {
    const file = fileNamed('import');
    const path = listFile(
      'f.meta4',
      metalink(
        file,
        'https://a.example/f.iso',
        'https://b.example/f.iso',
        'http://c.example/f.iso',
        'https://127.0.0.1/f.iso',
      ),
    );
    const { listed, leftOut } = await readList(path, noSize);
    expect([listed.length, leftOut]).toEqual([2, 2]);
    for (let time = 0; time < 2; time++) expect(await importRows(store, listed, 3, one.clock.now)).toBe(2);
    await seen(file, 2);
    expect(new Set(await addresses(file))).toEqual(new Set(['https://a.example/f.iso', 'https://b.example/f.iso']));
    one.clock.now += 7 * days;
    await one.service.upkeep();
    await seen(file, 2);
  });

  it('fills the index from checksums, where the folders agree how long a file is', async () => {
    const file = fileNamed('0123456789');
    const sums = `${file.sha256}  dir/ten\n${'0'.repeat(64)} *other\n`;
    const sizes: Record<string, number> = {
      'https://a.example/p/dir/ten': 10,
      'https://b.example/p/dir/ten': 10,
      'https://a.example/p/other': 1,
      'https://b.example/p/other': 2,
    };
    const sizeOf = (address: string) => Promise.resolve(sizes[address] ?? null);
    const mirrors = ['https://a.example/p', 'https://b.example/p/', 'https://c.example/p/'];
    const path = listFile('SHA256SUMS', sums);
    const { listed, leftOut } = await readList(path, { mirrors, sizeOf });
    expect([listed, leftOut]).toEqual([
      [
        { file, address: 'https://a.example/p/dir/ten' },
        { file, address: 'https://b.example/p/dir/ten' },
      ],
      4,
    ]);
    await importRows(store, listed, 3, one.clock.now);
    await seen(file, 2);
    await expect(readList(path, noSize)).rejects.toMatchObject({ code: 'setting' });
  });

  it('asks others’ servers for the lengths of a long list a few at a time', async () => {
    const names = Array.from({ length: 50 }, (_, at) => `file${at}`);
    const path = listFile('SHA256SUMS', names.map((name) => `${fileNamed(name).sha256}  ${name}\n`).join(''));
    let [now, most] = [0, 0];
    const sizeOf = async (address: string): Promise<number> => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      return address.length;
    };
    const { listed } = await readList(path, { mirrors: ['https://a.example/p/', 'https://b.example/p/'], sizeOf });
    expect(listed.map(({ file }) => file.sha256)).toEqual(
      names.flatMap((name) => [fileNamed(name).sha256, fileNamed(name).sha256]),
    );
    expect(most).toBeLessThanOrEqual(8);
  });

  it.each([
    ['f.meta4', '<metalink'],
    ['SHA256SUMS', 'nothing of that kind'],
  ])('is told what is wrong with %s', async (name, text) => {
    await expect(readList(listFile(name, text), noSize)).rejects.toMatchObject({ code: 'file' });
  });

  it('blocks a file by its checksum: its rows are gone at once, and refused from then on', async () => {
    const file = fileNamed('unwanted');
    const listed = ['a', 'b'].map((host) => ({ file, address: `https://${host}.example/x` }));
    await importRows(store, listed, 3, one.clock.now);
    await seen(file, 2);
    expect(await block(store, { kind: 'file', sha256: file.sha256 })).toBe(2);
    await seen(file, 0);
    expect(await importRows(store, listed, 3, one.clock.now)).toBe(0);
    await expect(one.client.giveAs(1, file, 'https://c.example/x')).rejects.toThrow('403');
    expect(await unblock(store, { kind: 'file', sha256: file.sha256 })).toBe(true);
    expect(await unblock(store, { kind: 'file', sha256: file.sha256 })).toBe(false);
    await one.client.giveAs(1, file, 'https://c.example/x');
  });

  it('blocks one address of a file, and no other', async () => {
    const file = fileNamed('half');
    const listed = ['a', 'b'].map((host) => ({ file, address: `https://${host}.example/x` }));
    await importRows(store, listed, 3, one.clock.now);
    expect(await block(store, { kind: 'address', file, address: 'https://a.example/x' })).toBe(1);
    await seen(file, 1);
    expect(await addresses(file)).toEqual(['https://b.example/x']);
    await expect(one.client.giveAs(1, file, 'https://a.example/x')).rejects.toThrow('blocked');
  });
});

describe('what is at an address', () => {
  it('is fetched to learn which file it is, or asked for its length', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/gone') return void response.writeHead(404).end();
      response.writeHead(200, { 'content-length': 5 }).end(request.method === 'HEAD' ? '' : 'hello');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await identityOf(`${base}/f`)).toEqual(fileNamed('hello'));
    expect([await sizeAt(`${base}/f`), await sizeAt(`${base}/gone`)]).toEqual([5, null]);
    await expect(identityOf(`${base}/gone`)).rejects.toMatchObject({ code: 'file' });
    server.close();
    server.closeAllConnections();
    expect(await sizeAt(base)).toBeNull();
  });
});
