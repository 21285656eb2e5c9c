import { isWeak } from '#domain/check/algorithm';
import { errorSentence } from '#domain/i18n/error-text';
import { formatBytes, formatDuration, formatMoment, formatPercent, formatSpeed } from '#domain/i18n/format';
import type { Translate } from '#domain/i18n/translate';
import { ratioOf } from '#domain/swarm/sharing';
import { bytesOf, etaSeconds, shareOf } from '#domain/task/progress';
import { waitsUntil, type Hours } from '#domain/task/due';
import { awaitsLink, isClickedAgain } from '#domain/task/link-note';
import type { Shortage, Task, TaskState } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import type { BrowserItem } from '#platform/browser-items';

/** What the words of a state depend on besides the task. */
export interface Surroundings extends Hours {
  /** Tasks that transfer now: those which the waiting ones wait for. */
  readonly running: number;
}

/** The state of a task in words: one phrase, or the few facts of a running one. */
export function stateTexts(t: Translate, task: Task, live: Live | undefined, around: Surroundings): string[] {
  const lonely = task.swarm !== null && live?.connections === 0;
  if (task.state.kind === 'active' && live !== undefined && live.trouble === null && !lonely) {
    return [...speedTexts(t, task, live), ...(isClickedAgain(task, around.now) ? [t('state.again')] : [])];
  }
  if (awaitsLink(task, around.now)) return [t('state.awaitsLink')];
  return [task.link?.kind === 'other-file' ? t('state.otherFile') : stateText(t, task, live, around)];
}

function stateText(t: Translate, task: Task, live: Live | undefined, around: Surroundings): string {
  const { state } = task;
  const { now } = around;
  switch (state.kind) {
    case 'queued':
      return waitText(t, task, around);
    case 'probing':
    case 'active':
      return transferText(t, task, live, now);
    case 'verifying':
      return checkingText(t, live);
    case 'damaged':
      return t(state.mismatch.what === 'size' ? 'state.damagedSize' : 'state.damaged');
    case 'exporting':
      return state.held ? t('state.held') : t('state.saving');
    case 'seeding':
      return sharingText(t, task, live, around);
    case 'done':
      return t(state.downloadId === null ? 'state.wasShared' : 'state.saved');
    case 'paused':
      return pausedText(t, task, state, now);
    case 'failed':
      return errorSentence(t, state.error);
  }
}

function transferText(t: Translate, { swarm }: Task, live: Live | undefined, now: number): string {
  if (live?.trouble) return troubleText(t, live.trouble, now);
  return t(swarm !== null && !live?.connections ? 'state.noPeers' : 'state.starting');
}

function pausedText(
  t: Translate,
  { twin }: Task,
  { because, room }: Extract<TaskState, { kind: 'paused' }>,
  now: number,
): string {
  if (because === 'twin' && twin !== null) return t(`state.twin-${twin.by}`, { name: twin.name });
  if (because === 'time') return t('state.timeUp');
  if (because === 'policy') return t('state.waitsPolicy');
  if (because === 'name') return t('state.asksForName');
  if (because === 'peers') return t('state.asksForPeers');
  return room === null ? t('state.paused') : roomText(t, room, now);
}

function waitText(t: Translate, task: Task, around: Surroundings): string {
  const { running, now } = around;
  const until = waitsUntil(task, around);
  if (until === Number.POSITIVE_INFINITY) return t('state.turn');
  if (until !== null) return t('state.waitsFor', { time: formatMoment(t.locale, until, now) });
  return running === 0 ? t('state.turn') : t('state.turnBehind', { count: running });
}

/** What peers get of a complete torrent, and how much that is of what the user wants to give. */
function sharingText(t: Translate, task: Task, live: Live | undefined, around: Surroundings): string {
  const until = waitsUntil(task, around);
  if (until !== null && Number.isFinite(until)) {
    return t('state.sharesFrom', { time: formatMoment(t.locale, until, around.now) });
  }
  const { swarm, file, state } = task;
  if (state.kind === 'seeding' && state.trouble !== undefined) {
    return t('state.sharingTrouble', { reason: errorSentence(t, state.trouble) });
  }
  if (swarm === null || live === undefined) return t('state.waitsToShare');
  const number = new Intl.NumberFormat(t.locale, { maximumFractionDigits: 2 });
  const speed = formatSpeed(t.locale, live.up ?? 0);
  const ratio = number.format(ratioOf(swarm, file?.size ?? 0));
  if (swarm.sharing.mode === 'long') return t('state.sharingLong', { speed, ratio });
  return t('state.sharing', { speed, ratio, most: number.format(swarm.sharing.ratio) });
}

function checkingText(t: Translate, live: Live | undefined): string {
  if (live?.checked === undefined) return t('state.checking');
  return t('state.checkingShare', { share: formatPercent(t.locale, live.checked) });
}

/** What is known of a saved file's bytes: one word or two, and how they look. */
export function verdictText(t: Translate, { checked }: Task): { text: string; look: 'good' | 'plain' | 'bad' } {
  if (checked === null) return { text: t('state.noReference'), look: 'plain' };
  if (!checked.good) return { text: t('state.keptDamaged'), look: 'bad' };
  if (checked.what === 'size' || !isWeak(checked.what)) return { text: t('state.verified'), look: 'good' };
  return { text: t('state.matches', { algorithm: checked.what.toUpperCase() }), look: 'plain' };
}

function speedTexts(t: Translate, task: Task, live: Live): string[] {
  const speed = formatSpeed(t.locale, live.speed);
  const left = etaSeconds(live, task.file?.size ?? null);
  return left === null ? [speed] : [speed, t('row.left', { time: formatDuration(t, left) })];
}

/** Why there is no room, and when it goes on. */
function roomText(t: Translate, { free, needed, until }: Shortage, now: number): string {
  if (until !== null) return t('state.noRoomUntil', { time: formatMoment(t.locale, until, now) });
  return t('state.noRoom', { free: formatBytes(t.locale, free), needed: formatBytes(t.locale, needed) });
}

/** A wait shorter than this (ms) is not worth a time of day. */
const shortWait = 60_000;

/** What keeps bytes from arriving, and when it goes on by itself. */
function troubleText(t: Translate, trouble: NonNullable<Live['trouble']>, now: number): string {
  const reason = errorSentence(t, { code: trouble.code });
  const left = trouble.until - now;
  if (left < shortWait) return t('state.trouble', { reason, time: formatDuration(t, left / 1000) });
  return t('state.troubleUntil', { reason, time: formatMoment(t.locale, trouble.until, now) });
}

/** "37.2 MB of 62.9 MB"; only what is known, nothing when nothing is. */
export function bytesText(t: Translate, task: Task, live: Live | undefined): string {
  const size = task.file?.size ?? null;
  const bytes = bytesOf(task, live);
  const done = formatBytes(t.locale, bytes);
  if (size === null) return bytes === 0 ? '' : done;
  const all = formatBytes(t.locale, size);
  return bytes === 0 || bytes === size ? all : t('row.bytes', { done, size: all });
}

/** "62.9 MB"; nothing while it is unknown. */
export function sizeText(t: Translate, task: Task): string {
  return task.file?.size == null ? '' : formatBytes(t.locale, task.file.size);
}

/** "62%"; nothing while the size is unknown. */
export function shareText(t: Translate, task: Task, live: Live | undefined): string {
  const share = shareOf(task, live);
  return share === null ? '' : formatPercent(t.locale, share);
}

/** The state of a download that stayed with the browser. */
export function browserText(t: Translate, item: BrowserItem): string {
  if (item.leave === null) return t('state.inBrowser');
  const reason = t(`leave.${item.leave.reason}`);
  return item.paused ? t('state.inBrowserPaused', { reason }) : t('state.inBrowserFor', { reason });
}
