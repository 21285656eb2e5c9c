import { addressOf } from '../source/address.ts';
import { sameVersion } from '../source/validator.ts';
import { awaitsLink } from './link-note.ts';
import { isSameName } from './filename.ts';
import { nameFromUrl } from './name-from-url.ts';
import type { Hint, Source, Task, TaskFile, TaskState } from './task.ts';
import type { HostTraffic } from './host-traffic.ts';
import { withTraffic } from './traffic.ts';

/** A download that was begun anew: what is known of it before we ask its server. */
export interface LinkOffer {
  readonly source: Source;
  readonly hint: Hint | null;
  /** The tab it was begun in. */
  readonly tabId: number | null;
}

/** A link that was proven to lead to a task's file. */
export interface ProvenLink {
  readonly source: Source;
  readonly file: TaskFile;
  readonly hosts: readonly string[];
  /** What was exchanged to prove it. */
  readonly traffic: readonly HostTraffic[];
}

/** States in which a task can go on with another link: what is all here needs none. */
const unfinished: ReadonlySet<TaskState['kind']> = new Set(['queued', 'probing', 'active', 'paused', 'failed']);

/**
 * The unfinished task that a download may be a new beginning of; null: none. No more than a guess, which is to be proven
 * (source/proof). Another site's link is not even tried, but for the one the user was sent to look for.
 * @param now ms since 1970
 */
export function unfinishedFor(tasks: Iterable<Task>, offer: LinkOffer, now: number): Task | null {
  const open = [...tasks].filter(canGoOn).toReversed();
  const found = reasons.map((fits) => open.find((task) => fits(task, offer, now)));
  return found.find((task) => task !== undefined) ?? null;
}

/** The unfinished task of this very address; null: none. */
export function unfinishedAt(tasks: Iterable<Task>, offer: LinkOffer): Task | null {
  return [...tasks].findLast((task) => canGoOn(task) && isSameAddress(task, offer)) ?? null;
}

/**
 * Whether a link is being looked at beside the browser's item already: clicked twice, it is mostly one download. What becomes
 * of the first click is soon clear.
 */
export function isBesideItem(tasks: Iterable<Pick<Task, 'source' | 'handover'>>, source: Source): boolean {
  const addresses = addressesOf(source);
  return [...tasks].some(
    (task) => task.handover !== null && addressesOf(task.source).some((address) => addresses.includes(address)),
  );
}

/** The task with the new link; what it knew of its file stays, but for the validator, which is the new server's. */
export function withLink(known: Task, { source, file, hosts, traffic }: ProvenLink): Task {
  const { validator, ranged } = file;
  const task = withTraffic(known, traffic);
  return {
    ...task,
    source,
    file: task.file === null || task.have.length === 0 ? null : { ...task.file, validator, ranged },
    hosts: [...new Set([...task.hosts, ...hosts])],
    link: null,
  };
}

type Fits = (task: Task, offer: LinkOffer, now: number) => boolean;

/** Why a download may be a task's file, the best reason first. */
const reasons: readonly Fits[] = [
  (task, offer, now) =>
    awaitsLink(task, now) &&
    (isSameSite(task, offer) || (offer.tabId !== null && offer.tabId === task.link?.tabId)) &&
    (hasSameName(task, offer) || hasSameSize(task, offer)),
  isSameAddress,
  (task, offer) =>
    isSameSite(task, offer) && hasSameName(task, offer) && hasSameSize(task, offer) && mayBeSameVersion(task, offer),
];

/**
 * Whether another link would help it. One beside the browser's item is not ours yet; one that is to be proven itself is no
 * task to go on.
 */
export function canGoOn({ trash, handover, continues, state }: Task): boolean {
  return trash === null && handover === null && continues === null && unfinished.has(state.kind);
}

function isSameAddress(task: Task, offer: LinkOffer): boolean {
  if (offer.hint?.size != null && task.file?.size != null && offer.hint.size !== task.file.size) return false;
  const known = addressesOf(task.source);
  return addressesOf(offer.source).some((address) => known.includes(address));
}

/** Clicked on pages of one host, or delivered by one host. */
function isSameSite(task: Task, offer: LinkOffer): boolean {
  const pages = hostsOf([task.source.page, task.source.referrer]);
  const servers = hostsOf([task.source.url, task.source.finalUrl]);
  return (
    hostsOf([offer.source.page, offer.source.referrer]).some((host) => pages.includes(host)) ||
    hostsOf([offer.source.url, offer.source.finalUrl]).some((host) => servers.includes(host))
  );
}

function hasSameSize(task: Task, { hint }: LinkOffer): boolean {
  return hint?.size != null && hint.size === task.file?.size;
}

function hasSameName(task: Task, { hint, source }: LinkOffer): boolean {
  const name = hint?.name ?? nameFromUrl(source.finalUrl ?? source.url);
  const known = task.file?.name ?? task.hint?.name ?? nameFromUrl(task.source.url);
  return name !== '' && isSameName(name, known);
}

/** Told by the validator, or worth asking because the task's own link leads nowhere any more. */
function mayBeSameVersion(task: Task, { hint }: LinkOffer): boolean {
  const known = task.file?.validator ?? null;
  const agrees = hint?.validator != null && known !== null && sameVersion(known, hint.validator);
  return agrees || (task.state.kind === 'failed' && task.state.error.code === 'expired');
}

function addressesOf({ url, finalUrl }: Source): string[] {
  return [url, finalUrl ?? url].map(addressOf);
}

function hostsOf(urls: readonly (string | null)[]): string[] {
  return urls.flatMap((url) => (url !== null && URL.canParse(url) ? [new URL(url).host] : []));
}
