import { fromBase64 } from '#domain/base64';
import { prefixOf } from '#domain/mirror/prefix';
import { wires } from '#domain/policy/wires';
import { readAnswer } from '#platform/service-store';
import type { backgroundApi } from '#protocol/background-api';
import type { RequestOf, ResponseOf } from '#protocol/define';
import { contact } from './contacts.ts';
import { heldBundle } from './notices.ts';
import { isSearching } from './task-consent.ts';

type Found = ResponseOf<typeof backgroundApi, 'mirrors.find'>;

const { snapshot, lookUp } = wires['mirror-search'];
const nothing = (outcome: Found['outcome']): Found => ({ outcome, sealed: [] });

/**
 * The sealed rows under a tag: of the list that is kept here, where nobody is told that they are looked for; or, where the list is too
 * large for that, of the part that is asked for by the tag's first digits.
 */
export async function findRows({ task, tag }: RequestOf<typeof backgroundApi, 'mirrors.find'>): Promise<Found> {
  if (!(await isSearching())) return nothing('off');
  const held = await heldBundle('mirror-search', Date.now());
  if (held === null || held.expired) return nothing('no-list');
  const { mode, prefixBits } = held.bundle.mirrors;
  if (mode === 'snapshot') {
    const kept = snapshot.endpoint.reply.safeParse(await readAnswer('mirror-search', 'snapshot'));
    return kept.success ? rowsOf(kept.data, tag) : nothing('no-list');
  }
  const prefix = prefixOf(fromBase64(tag) ?? new Uint8Array(0), prefixBits);
  const { reply } = await contact({ purpose: 'mirror-search', call: 'lookUp', payload: { prefix }, task }, null);
  const part = lookUp.endpoint.reply.safeParse(reply);
  return part.success ? rowsOf(part.data, tag) : nothing('later');
}

const rowsOf = (
  { rows }: { readonly rows: readonly { readonly tag: string; readonly sealed: string }[] },
  tag: string,
): Found => ({ outcome: 'rows', sealed: rows.filter((row) => row.tag === tag).map(({ sealed }) => sealed) });

/** Whether the whole list is to be fetched: while it is small, and once it is known which one is signed. */
export async function wantsSnapshot(now: number): Promise<boolean> {
  const held = await heldBundle('mirror-search', now);
  return held !== null && !held.expired && held.bundle.mirrors.mode === 'snapshot';
}
