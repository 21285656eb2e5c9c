import { setTimeout as pause } from 'node:timers/promises';
import { totalBytes, type Range } from '#domain/segment/range';
import type { FileLog } from '../../test/support/site/log.ts';
import type { Site } from '../../test/support/site/site.ts';
import { until } from '../../test/support/until.ts';
import { Pace, sentRanges } from './loss.ts';
import type { Help, Patient } from './patient.ts';
import type { Moment, Script } from './script.ts';

/** The browser's life from its start (or the click) to its end by kill −9, and how the transfer came back. */
export interface Life {
  readonly moment: Moment;
  /** What the server sent in it. */
  readonly sent: readonly Range[];
  /** How fast, just before the end, bytes/s. */
  readonly rate: number;
  /** How long it was, ms: more time than that cannot be lost with it. */
  readonly lasted: number;
  /** What lay in the folder at its end: nothing of the file, one that the browser had begun to write, or all of it. */
  readonly lay: 'nothing' | 'begun' | 'whole';
  /** Requests of the file up to its end. */
  readonly requests: number;
  readonly help: Help | null;
}

/** A transfer that neither went on nor could be helped. */
export class Stuck extends Error {}

/** What a life is lived in. */
export interface Setting {
  readonly patient: Patient;
  readonly site: Site;
  readonly script: Script;
  readonly pace: Pace;
}

/** So long after a restart a transfer goes on, ms: by itself it does at once, or with the wake-up of a minute. */
const reviveTime = 75_000;
/** What is not known to the extension will not go on. */
const unknownTime = 15_000;
const killTime = 300_000;

/**
 * Waits for the moment, kills the browser, starts it again, and waits until the transfer goes on.
 * @param before requests of the file when this life began
 * @throws Stuck
 */
export async function live(setting: Setting, moment: Moment, before: number): Promise<Life> {
  const { patient, site, script, pace } = setting;
  const log = site.log(script.name);
  const stumps = patient.stumps();
  const begun = performance.now();
  await comes(moment, setting, before);
  const lay = patient.has(script) ? 'whole' : patient.stumps() > stumps ? 'begun' : 'nothing';
  const sent = sentRanges(log.requests.slice(before));
  const { rate } = pace;
  const lasted = performance.now() - begun;
  await patient.kill();
  pace.restart();
  const requests = log.requests.length;
  await patient.revive();
  return { moment, lay, sent, rate, lasted, requests, help: await comesBack(setting, requests) };
}

/** Resolves when the moment has come, or the file is there before. */
async function comes(moment: Moment, { site, script, patient }: Setting, before: number): Promise<void> {
  const log = site.log(script.name);
  const whole = (): boolean => totalBytes(sentRanges(log.requests)) === script.file.size;
  if (moment.phase === 'transfer') {
    const enough = (): boolean => sentSince(log, before) >= moment.bytes;
    const what = `${moment.bytes} bytes have come, or all`;
    await until(() => enough() || patient.has(script), { what, timeout: killTime, every: 5 });
    return;
  }
  const begun = (): boolean => (moment.phase === 'saving' ? whole() : true) || patient.has(script);
  await until(begun, { what: 'the last byte was sent', timeout: killTime, every: 5 });
  await pause(moment.ms);
}

function sentSince(log: FileLog, before: number): number {
  return log.requests.slice(before).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** @returns what the user had to do for it */
async function comesBack({ patient, site, script }: Setting, asked: number): Promise<Help | null> {
  const goesOn = (): boolean => patient.has(script) || site.log(script.name).requests.length > asked;
  if (await within(goesOn, unknownTime)) return null;
  const help = await patient.help(site, script.name);
  if (!(await within(goesOn, reviveTime))) throw new Stuck(`after a kill it does not go on (help: ${help ?? 'none'})`);
  return help;
}

async function within(condition: () => boolean, time: number): Promise<boolean> {
  const end = performance.now() + time;
  while (performance.now() < end) {
    if (condition()) return true;
    await pause(50);
  }
  return condition();
}
