import type { Outcome } from './ledger/entry.ts';
import type { Standing } from './policy/consent.ts';
import type { PurposeId } from './policy/purpose.ts';
import { defaultSettings, type Settings } from './settings/settings.ts';
import type { LeaveReason } from './source/leave-reason.ts';
import type { Task } from './task/task.ts';

/** What was found on this device, for somebody who helps. */
export interface Findings {
  readonly version: string;
  /** Name and number of its release. */
  readonly browser: string;
  readonly system: string;
  /** BCP 47. */
  readonly locale: string;
  readonly standing: Standing;
  /** Edition of the policy. */
  readonly policy: number;
  /** What the browser has given; of sites their number, or all. */
  readonly permissions: readonly string[];
  readonly sites: number | 'all';
  /** Bytes; null: it cannot be read. */
  readonly storage: { readonly free: number; readonly parts: number } | null;
  /** Null: they cannot be read. */
  readonly tasks: readonly Task[] | null;
  /** Ms until the engine page answered; null: it does not. */
  readonly engine: number | null;
  readonly left: readonly LeaveReason[];
  readonly settings: Settings;
  readonly service: 'none' | 'no-access' | 'entered';
  readonly granted: readonly PurposeId[];
  /** The last ones, the newest first. */
  readonly contacts: readonly { readonly purpose: PurposeId; readonly outcome: Outcome }[];
  readonly mismatches: number;
}

/** Settings that hold one of a few words of ours. */
const worded: ReadonlySet<string> = new Set<keyof Settings>([
  'takeover',
  'bypassKey',
  'conflict',
  'whenDone',
  'language',
]);

/**
 * The findings as text to be copied, in English: numbers and words of our own alone. No address, no name of a file, a folder or a site
 * is in it, nor anything by which this installation could be told from another that is set alike (CL5).
 */
export function reportOf(found: Findings): string {
  const { standing, policy, sites, permissions, storage, engine, service, granted, contacts } = found;
  const lines = [
    `Perseid ${found.version}`,
    `Browser: ${found.browser} on ${found.system}, ${found.locale}`,
    `Policy: ${standing}, edition ${policy}`,
    `Permissions: ${permissions.toSorted().join(', ')}; sites: ${sites}`,
    storage === null
      ? 'Storage: cannot be read'
      : `Storage: ${roughly(storage.free)} free, ${storage.parts} part files`,
    engine === null ? 'Engine page: does not answer' : 'Engine page: answers',
    ...downloads(found.tasks),
    `In the browser since it started: ${tally(found.left)}`,
    `Changed settings: ${changed(found.settings)}`,
    `Service: ${service}; switched on: ${granted.toSorted().join(', ') || 'nothing'}`,
    `Last contacts: ${contacts.map(({ purpose, outcome }) => `${purpose} ${said(outcome)}`).join(', ') || 'none'}`,
    `Contacts that nobody asked for: ${found.mismatches}`,
  ];
  return `${lines.join('\n')}\n`;
}

function downloads(tasks: readonly Task[] | null): string[] {
  if (tasks === null) return ['Downloads: cannot be read'];
  const failed = tasks.flatMap(({ state }) => (state.kind === 'failed' ? [state.error.code] : []));
  const paused = tasks.flatMap(({ state }) => (state.kind === 'paused' ? [state.because] : []));
  return [
    `Downloads: ${tally(tasks.map(({ state }) => state.kind))}`,
    `Failed with: ${tally(failed)}`,
    `Paused by: ${tally(paused)}`,
  ];
}

/** "2 gone, 1 busy"; the most frequent first. */
function tally(words: readonly string[]): string {
  const counts = Map.groupBy(words, (word) => word);
  const sorted = [...counts].toSorted(([a, many], [b, others]) => others.length - many.length || a.localeCompare(b));
  return sorted.map(([word, all]) => `${all.length} ${word}`).join(', ') || 'none';
}

function changed(settings: Settings): string {
  const defaults: Readonly<Record<string, unknown>> = defaultSettings;
  const told = Object.entries(settings).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(defaults[name]) ? [] : [`${name}${valueOf(name, value)}`],
  );
  return told.join(', ') || 'none';
}

/** What the user has written himself is not told. */
function valueOf(name: string, value: unknown): string {
  const isTold = typeof value === 'number' || typeof value === 'boolean';
  return isTold || (typeof value === 'string' && worded.has(name)) ? ` = ${value}` : '';
}

function said(outcome: Outcome): string {
  return 'because' in outcome ? `${outcome.kind} (${outcome.because})` : outcome.kind;
}

/** To one digit: the exact number would tell one device from another. @param bytes of space */
function roughly(bytes: number): string {
  const gigabytes = bytes / 1e9;
  return gigabytes < 1 ? 'less than 1 GB' : `about ${Number(gigabytes.toPrecision(1))} GB`;
}
