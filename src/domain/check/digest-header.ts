import { algorithmNamed, readBase64, readHex, type Algorithm } from './algorithm.ts';
import type { Hash } from './expected.ts';

/** What our first request asks for (RFC 9530 section 4): a digest of the whole file, whatever part of it is sent. */
export const wantedDigest = 'sha-256=10, sha-512=9';

/** Longer headers are not looked at, characters. */
const longest = 8192;

/**
 * The checksums of the whole file that an answer declares: Repr-Digest (RFC 9530 section 3) and Digest (RFC 3230), which
 * speak of the whole file also beside a part of it, and Content-MD5 (RFC 1864), which speaks of what is sent and so counts beside
 * a whole file only. Of an encoded answer none: they are of the encoded form, which is not what is kept.
 */
export function readDigestHeaders(status: number, header: (name: string) => string | null): Hash[] {
  const encoding = (header('content-encoding') ?? '').trim().toLowerCase();
  if (encoding !== '' && encoding !== 'identity') return [];
  const found = [
    ...readReprDigest(header('repr-digest') ?? ''),
    ...readOldDigest(header('digest') ?? ''),
    ...(status === 200 ? [hashOf('md5', readBase64('md5', (header('content-md5') ?? '').trim()))] : []),
  ].filter((hash) => hash !== null);
  return found.filter((hash, index) => found.findIndex(({ algorithm }) => algorithm === hash.algorithm) === index);
}

/** A dictionary of byte sequences (RFC 9651 sections 3.2 and 3.3.5); parameters are passed over, the last of a key counts. */
function readReprDigest(value: string): (Hash | null)[] {
  return members(value)
    .toReversed()
    .map((member) => {
      const [, name = '', base64 = ''] = /^([a-z*][a-z\d_.*-]*)=:([^:]*):\s*(?:;.*)?$/.exec(member) ?? [];
      const algorithm = algorithmNamed(name);
      return algorithm && hashOf(algorithm, readBase64(algorithm, base64));
    });
}

/** `SHA-256=base64,MD5=base64`; some servers write hexadecimal. */
function readOldDigest(value: string): (Hash | null)[] {
  return members(value).map((member) => {
    const [, name = '', text = ''] = /^([\w-]+)=(.+)$/.exec(member) ?? [];
    const algorithm = algorithmNamed(name);
    return algorithm && hashOf(algorithm, readBase64(algorithm, text) ?? readHex(algorithm, text));
  });
}

function members(value: string): string[] {
  return value.length > longest ? [] : value.split(',').map((member) => member.trim());
}

function hashOf(algorithm: Algorithm, value: string | null): Hash | null {
  return value === null ? null : { algorithm, value, from: 'header' };
}
