import { type Given, nothingTold } from '#domain/exchange/given';
import { referrerFor } from '#domain/source/referrer';
import { sanitizeFilename } from '#domain/task/sanitize';
import { endAsking, keepAsking, readAsking } from '#platform/caller-store';
import { newId } from '#platform/clock';
import { ensureEngine } from '#platform/engine-host/index';
import { hearOutside } from '#platform/outside';
import { showPopup } from '#platform/pages';
import { readSettingsStore } from '#platform/settings-store';
import type { OutsideLink, OutsideReply } from '#protocol/outside-api';
import { showBadge } from './badge.ts';
import { callEngine } from './call-engine.ts';
import { isAccepted } from './task-consent.ts';

const no = (why: 'asked' | 'refused' | 'wrong' | 'failed'): OutsideReply => ({ ok: false, why });

/** Takes links that other extensions give, where the user has switched that on and allowed the extension. Must be called in the background's first turn. */
export function watchOutside(): void {
  hearOutside(async (caller, request) => {
    if (!(await isHeard())) return null;
    return request === null ? no('wrong') : hear(caller, request.links);
  });
  void heedCallers();
}

/** Whether others are heard at all. */
async function isHeard(): Promise<boolean> {
  return (await readSettingsStore()).outside && (await isAccepted());
}

async function hear(caller: string, given: readonly Omit<OutsideLink, 'id'>[]): Promise<OutsideReply> {
  const links = given.map((link) => ({ ...link, id: newId() }));
  const { callers } = await readSettingsStore();
  const known = callers.find(({ id }) => id === caller);
  if (known !== undefined) return known.allowed ? add(links) : no('refused');
  const isAsked = await keepAsking(caller, links);
  await showBadge();
  if (!isAsked) await showPopup();
  return no('asked');
}

/** The user may have decided about an extension, or have switched all of this off. */
export async function heedCallers(): Promise<void> {
  const waiting = await readAsking();
  for (const [caller, links] of waiting) {
    const heard = await isHeard();
    const known = (await readSettingsStore()).callers.find(({ id }) => id === caller);
    if (heard && known === undefined) continue;
    // Forgotten when they are stored: after a death in between they are added again, and are the same tasks.
    if (heard && known?.allowed === true) await add(links);
    await endAsking(caller);
  }
  if (waiting.size > 0) await showBadge();
}

async function add(links: readonly OutsideLink[]): Promise<OutsideReply> {
  try {
    await ensureEngine();
    await callEngine('tasks.add', {
      links: links.map(({ id, url, ...told }) => ({ id, url, given: given(url, told) })),
    });
    return { ok: true };
  } catch (error) {
    console.error('outside:', error);
    return no('failed');
  }
}

const given = (url: string, { name, page }: Pick<OutsideLink, 'name' | 'page'>): Given => ({
  ...nothingTold,
  name: name === undefined ? null : sanitizeFilename(name).name,
  page: page ?? null,
  referrer: page === undefined ? null : referrerFor(page, url),
});
