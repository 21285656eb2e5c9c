import { readDigestHeaders } from '../check/digest-header.ts';
import type { Hash } from '../check/expected.ts';
import { parseLinkHeader, type Link } from './link-header.ts';
import { metalinkTypes } from './metalink-type.ts';
import { readPriority, webAddress, type Mirror } from './mirror.ts';

/** What an answer's headers say of the file besides its bytes. */
export interface Declared {
  readonly hashes: readonly Hash[];
  readonly mirrors: readonly Mirror[];
  /** Address of a Metalink that describes the file; null: none. */
  readonly describedBy: string | null;
}

/** An answer that declares nothing. */
export const nothingDeclared: Declared = { hashes: [], mirrors: [], describedBy: null };

/**
 * Reads what the headers of an answer declare: checksums (RFC 9530), mirrors (`rel=duplicate`) and a Metalink
 * (`rel=describedby`, RFC 6249).
 * @param url where the answer came from: relative links are of there
 */
export function readDeclared(status: number, header: (name: string) => string | null, url: string): Declared {
  // A link with an anchor speaks of another resource (RFC 8288 section 3.2).
  const links = parseLinkHeader(header('link') ?? '').filter(({ parameters }) => !parameters.has('anchor'));
  return {
    hashes: readDigestHeaders(status, header),
    mirrors: links.flatMap((link) => mirrorOf(link, url)),
    describedBy: links.map((link) => descriptionOf(link, url)).find((address) => address !== null) ?? null,
  };
}

/** `depth`: the link stands for a whole tree of files, of which this is one; its target is still the same file's. */
function mirrorOf({ target, rels, parameters }: Link, base: string): Mirror[] {
  const url = rels.includes('duplicate') ? webAddress(target, base) : null;
  return url === null ? [] : [{ url, priority: readPriority(parameters.get('pri')), from: 'link' }];
}

function descriptionOf({ target, rels, parameters }: Link, base: string): string | null {
  const type = (parameters.get('type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return rels.includes('describedby') && metalinkTypes.has(type) ? webAddress(target, base) : null;
}
