import { PerseidError } from '#domain/error';
import { readAnswer } from '#domain/source/answer';
import type { WebPart } from '#domain/swarm/web-seeds';
import type { ByteAnswer, ByteRequest } from '../http/ports.ts';

interface PartPorts {
  /** Without cookies: all but the address that the download began with. */
  readonly bare: boolean;
  readonly open: (request: ByteRequest) => Promise<ByteAnswer>;
  /** Most bytes of the next read; undefined: as many as there are. */
  readonly most: () => number | undefined;
  /** So many came; resolves when more may be read. */
  readonly heard: (bytes: number) => Promise<void>;
  /** Takes the next bytes of the part, valid until it resolves. */
  readonly take: (bytes: Uint8Array) => Promise<void>;
}

/** Zeros that only fill up are made, so many at once. */
const zeros = new Uint8Array(64 * 1024);

/**
 * Brings one part of a file from a web seed. An answer may end early, if it brought something.
 * @throws PerseidError: as `readAnswer`; `changed`: the file there has another size; `range-ignored`; `cut`
 */
export async function fetchPart({ url, from, to, size }: WebPart, ports: PartPorts): Promise<void> {
  if (url === null) {
    for (let at = from; at < to; at += zeros.length) await ports.take(zeros.subarray(0, to - at));
    return;
  }
  for (let at = from; at < to;) {
    const requested = { from: at, to };
    const answer = await ports.open({ url, ...requested, ifRange: null, bare: ports.bare });
    try {
      const headers = (name: string): string | null => answer.header(name);
      const judged = readAnswer({ status: answer.status, headers, requested, now: Date.now() });
      if ((judged.size ?? size) !== size) throw new PerseidError('changed');
      if (judged.kind === 'whole' && at > 0) throw new PerseidError('range-ignored');
      const got = await readInto(answer, to - at, ports);
      if (got === 0) throw new PerseidError('cut');
      at += got;
    } finally {
      answer.cancel();
    }
  }
}

/** @returns bytes taken: `wanted`, or fewer where the answer ended before */
async function readInto(answer: ByteAnswer, wanted: number, { most, heard, take }: PartPorts): Promise<number> {
  let got = 0;
  while (got < wanted) {
    const bytes = await answer.read(most());
    if (bytes === null) break;
    // A whole file may go on after what was wanted of it.
    const some = bytes.subarray(0, wanted - got);
    got += some.length;
    const count = bytes.length;
    await take(some);
    await heard(count);
  }
  return got;
}
