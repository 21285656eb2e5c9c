import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/**
 * Bytes computed from (seed, offset), without storage. A file is made of 1 MiB blocks; every block is the seed's pattern,
 * rotated by another distance, so that a block in the wrong place, or one of another version, changes the hash.
 */
const blockSize = 1 << 20;
/** Odd, so that k × step mod blockSize differs for every k < blockSize: no two blocks of a file up to 1 TiB are alike. */
const rotationStep = 648_391;

/** What a body is cut from. `view` gives up to `max` bytes from `offset` on: at least one, valid for ever, not to be written to. */
export interface Content {
  readonly size: number;
  view(offset: number, max: number): Uint8Array;
}

const patterns = new Map<string, Uint8Array>();
const hashes = new Map<string, Promise<string>>();

/**
 * The endless bytes of a seed, limited to a size.
 * @param size bytes, up to 1 TiB
 */
export function plainContent(seed: string, size: number): Content {
  const pattern = patternOf(seed);
  return {
    size,
    view(offset, max) {
      const within = offset % blockSize;
      const rotation = (Math.floor(offset / blockSize) * rotationStep) % blockSize;
      const length = Math.min(max, blockSize - within, size - offset);
      return pattern.subarray(rotation + within, rotation + within + length);
    },
  };
}

/** SHA-1 of each piece of a computed file, in hexadecimal. @param size bytes; @param length of a piece, bytes */
export function pieceHashes(seed: string, size: number, length: number): string[] {
  const content = plainContent(seed, size);
  return Array.from({ length: Math.ceil(size / length) }, (_, index) => {
    const hash = createHash('sha1');
    const end = Math.min((index + 1) * length, size);
    for (let at = index * length; at < end;) {
      const view = content.view(at, end - at);
      hash.update(view);
      at += view.length;
    }
    return hash.digest('hex');
  });
}

/** A text, or bytes, as they are (held in memory: for small files). */
export function givenContent(given: string | Uint8Array): Content {
  const bytes = Buffer.from(given as Uint8Array);
  return { size: bytes.length, view: (offset, max) => bytes.subarray(offset, offset + max) };
}

/** The same but for the bytes at these places. */
export function flippedContent(content: Content, places: readonly number[]): Content {
  return {
    size: content.size,
    view(offset, max) {
      const bytes = content.view(offset, max);
      const inside = places.filter((at) => at >= offset && at < offset + bytes.length);
      const wrong = inside.length === 0 ? bytes : Uint8Array.from(bytes);
      for (const at of inside) wrong[at - offset] = (bytes[at - offset] ?? 0) ^ 0xff;
      return wrong;
    },
  };
}

/** The same file as one gzip stream (held in memory: for small files). */
export function gzipContent(seed: string, size: number): Content {
  const packed = gzipSync(Buffer.concat([...views(plainContent(seed, size))]), { level: 1 });
  return { size: packed.length, view: (offset, max) => packed.subarray(offset, offset + max) };
}

/** SHA-256 of a whole file in hex, streamed and remembered; lets the server go on serving meanwhile. */
export function sha256Of(seed: string, size: number): Promise<string> {
  const key = `${size} ${seed}`;
  const known = hashes.get(key) ?? hashAll(plainContent(seed, size));
  hashes.set(key, known);
  return known;
}

/** Every piece of a content, in order. */
export function* views(content: Content): Generator<Uint8Array> {
  for (let offset = 0; offset < content.size;) {
    const view = content.view(offset, blockSize);
    yield view;
    offset += view.length;
  }
}

async function hashAll(content: Content): Promise<string> {
  const hash = createHash('sha256');
  let sinceBreath = 0;
  for (const view of views(content)) {
    hash.update(view);
    if (++sinceBreath % 8 === 0) await new Promise((resume) => setImmediate(resume));
  }
  return hash.digest('hex');
}

/** The pattern twice in a row, so that every rotation of it is one contiguous view. */
function patternOf(seed: string): Uint8Array {
  const known = patterns.get(seed);
  if (known) return known;
  const words = new Uint32Array(blockSize / 4);
  let state = createHash('sha256').update(seed).digest().readUInt32LE() || 1;
  for (let at = 0; at < words.length; at++) {
    // xorshift32 (Marsaglia 2003): never reaches 0, period 2^32 - 1
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  const once = new Uint8Array(words.buffer);
  const twice = new Uint8Array(2 * blockSize);
  twice.set(once);
  twice.set(once, blockSize);
  patterns.set(seed, twice);
  return twice;
}
