import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPart } from '#platform/part-file';

type Handle = Record<'write' | 'flush' | 'truncate', () => unknown>;

/** A part file on a disk whose calls do what is given. */
function partOn(calls: Partial<Handle>): ReturnType<typeof openPart> {
  const createSyncAccessHandle = () => Promise.resolve(calls);
  const getFileHandle = () => Promise.resolve({ createSyncAccessHandle });
  const getDirectoryHandle = () => Promise.resolve({ getFileHandle });
  vi.stubGlobal('navigator', { storage: { getDirectory: () => Promise.resolve({ getDirectoryHandle }) } });
  return openPart('t');
}

function fails(name: string): () => never {
  return () => {
    throw new DOMException('no', name);
  };
}

const bytes = new Uint8Array(10);

describe('a part file on a disk that takes no more', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is full where the browser says so, or writes less than it was given', async () => {
    const full = await partOn({ write: fails('QuotaExceededError'), flush: fails('QuotaExceededError') });
    expect(() => full.write(0, bytes)).toThrow(expect.objectContaining({ code: 'disk-full' }));
    expect(() => full.flush()).toThrow(expect.objectContaining({ code: 'disk-full' }));
    const short = await partOn({ write: () => 4 });
    expect(() => short.write(0, bytes)).toThrow(expect.objectContaining({ code: 'disk-full' }));
  });

  it.each(['InvalidStateError', 'NoModificationAllowedError', 'UnknownError'])(
    'fails at any other error: %s',
    async (name) => {
      const broken = await partOn({ write: fails(name), flush: fails(name), truncate: fails(name) });
      const failed = expect.objectContaining({ code: 'disk-failed', detail: { message: `${name}: no` } }) as Error;
      for (const work of [() => broken.write(0, bytes), () => broken.flush(), () => broken.truncate(4)]) {
        expect(work).toThrow(failed);
      }
    },
  );
});
