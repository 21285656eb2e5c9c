import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { bundleSchema, signedBundleSchema, type Bundle, type SignedBundle } from '#domain/notice/bundle';
import { markdownOf } from '#domain/policy/markdown';
import { policy } from '#domain/policy/policy';
import { policyDocument } from '#domain/policy/text';
import { base64 } from '../bytes.ts';
import { dayOf, dayText } from '../calendar.ts';
import type { ServiceKeys } from '../keys/key-file.ts';
import type { Release } from '../mirrors/release.ts';
import { faultsOf } from '../faults.ts';
import { ServiceError } from '../service-error.ts';
import { readFact, writeFact, type Store } from '../store/store.ts';

/** Days that a bundle is good for, and how many of them are left at least: in between another number is not needed. */
const goodFor = 14;
const leftAtLeast = 7;

/** What an operator says, in a file of his own; what he leaves out is what this version of the program says. */
const contentSchema = z.strictObject({
  region: z.exactOptional(bundleSchema.shape.region),
  latest: z.exactOptional(bundleSchema.shape.latest),
  policy: z.exactOptional(bundleSchema.shape.policy),
  notices: z.exactOptional(bundleSchema.shape.notices),
});
type Content = z.output<typeof contentSchema>;

/**
 * Takes over what an operator wants to be told.
 * @param path of a JSON file: region, latest, policy, notices, each of which may be left out
 * @throws ServiceError `file`: not readable, or not of that form; the message names the field
 */
export async function publish(store: Store, path: string): Promise<void> {
  await writeFact(store.db, 'notices', JSON.stringify(readContent(path)));
}

function readContent(path: string): Content {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ServiceError('file', `${path} cannot be read as JSON: ${String(error)}`);
  }
  const read = contentSchema.safeParse(content);
  if (!read.success)
    throw new ServiceError('file', `${path} is not of the form it should have: ${faultsOf(read.error, 'named')}`);
  return read.data;
}

/** What a bundle says besides its number and its day. */
export interface Saying {
  readonly keys: ServiceKeys;
  readonly release: Release;
  /** Where the service stands, unless the operator's file says so. */
  readonly region: string;
  /** Zero bits of work for a token. */
  readonly work: number;
}

/**
 * Signs a new bundle if it says something else than the last one, or that one expires soon. Two nodes give the same number once, for numbers are
 * counted in the database.
 * @param now ms since 1970
 */
export async function refreshBundle(store: Store, saying: Saying, now: number): Promise<void> {
  await store.changeAlone(async (given) => {
    const content = await readFact(given, 'notices');
    const wanted = wantedBundle(saying, content === null ? {} : contentSchema.parse(JSON.parse(content)));
    const last = await readBundle(given);
    const lastSays: Bundle | null = last && bundleSchema.parse(JSON.parse(last.signed));
    if (last && last.keys.length > saying.keys.chain.length) {
      throw new ServiceError('key', 'the keys were replaced: start this service again, with the new key file');
    }
    const today = dayOf(now);
    const same = lastSays && isDeepStrictEqual([{ ...lastSays, ...wanted }, last?.keys], [lastSays, saying.keys.chain]);
    if (same && lastSays.expires >= dayText(today + leftAtLeast)) return;
    const bundle = { number: (lastSays?.number ?? 0) + 1, expires: dayText(today + goodFor), ...wanted };
    const signed = JSON.stringify(bundleSchema.parse(bundle));
    const signature = base64(saying.keys.sign(Buffer.from(signed)));
    await writeFact(given, 'bundle', JSON.stringify({ signed, signature, keys: saying.keys.chain }));
  });
}

type Wanted = Omit<Bundle, 'number' | 'expires'>;

function wantedBundle({ keys, release, region, work }: Saying, content: Content): Wanted {
  return {
    region: content.region ?? region,
    latest: content.latest ?? ownVersion(),
    policy: content.policy ?? {
      version: policy.current.version,
      hash: policy.current.hash,
      text: markdownOf(policyDocument()),
    },
    notices: content.notices ?? [],
    mirrors: { mode: release.mode, prefixBits: release.prefixBits, snapshot: release.snapshot },
    tokenKey: base64(keys.token.publicKey),
    tokenWork: work,
  };
}

/** The last bundle; null: none was signed yet. */
async function readBundle(db: Parameters<typeof readFact>[0]): Promise<SignedBundle | null> {
  const fact = await readFact(db, 'bundle');
  return fact === null ? null : signedBundleSchema.parse(JSON.parse(fact));
}

/** The bundle as it is handed out. @throws ServiceError `unknown`: none was signed yet */
export async function currentBundle(store: Store): Promise<string> {
  const text = await readFact(store.db, 'bundle');
  if (text === null) throw new ServiceError('unknown', 'this service has signed nothing yet');
  return text;
}

function ownVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
