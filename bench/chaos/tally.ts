import { readdirSync } from 'node:fs';
import { sha256File } from '../../test/support/files.ts';
import type { Site } from '../../test/support/site/site.ts';
import { isStump, type Patient } from './patient.ts';
import type { Loss, RunResult } from './run.ts';

/** What the last line says. */
export interface Tally {
  runs: number;
  /** Runs that ended with the whole file. */
  whole: number;
  /** Files with wrong bytes, also later on, and files that no run was to bring. */
  wrong: number;
  /** Whole and right copies beside the file, of runs that were killed in the instant after it was put there: no extension can look into the folder. */
  twice: number;
  /** Kills after which the user had to do something ... */
  helped: number;
  /** ... although the transfer was ours by then: it should have gone on by itself. */
  abandoned: number;
  lostBytesMax: number;
  lostSecondsMax: number;
}

/** Most that a kill may cost, s of transfer. */
export const bearable = 1.5;

/** So long after a click it is not settled yet whose the download is, ms. */
const handoverTime = 2500;

/** Whether the user had to do something, and may expect to: until the handover the browser has it, which continues nothing by itself. */
function isEarly({ moment, lasted }: Loss): boolean {
  return moment.phase === 'handover' || lasted < handoverTime;
}

/** By default what does not pay stays with the browser, with whatever a kill costs there. */
function isBrowsers({ takeover }: RunResult, { help }: Loss): boolean {
  return takeover === 'pays' && help === 'resumed';
}

/** Sums up, and looks once more at what lies in the folder after all runs. */
export async function tallyOf(patient: Patient, site: Site, results: readonly RunResult[]): Promise<Tally> {
  const all = results.flatMap((result) => result.losses.map((loss) => ({ loss, browsers: isBrowsers(result, loss) })));
  const helped = all.filter(({ loss }) => loss.help !== null);
  const losses = all.filter(({ browsers }) => !browsers).map(({ loss }) => loss);
  const whole = results.filter(({ end }) => end === 'whole');
  const now = await Promise.all(whole.map(async ({ name }) => isRight(patient, site, name)));
  const surplus = surplusFiles(patient, results);
  const copies = await Promise.all(surplus.map(async (file) => isCopy(patient, site, file, results)));
  const twice = copies.filter(Boolean).length;
  return {
    runs: results.length,
    whole: whole.length,
    wrong:
      results.filter(({ end }) => end === 'wrong').length +
      now.filter((right) => !right).length +
      surplus.length -
      twice,
    twice,
    helped: helped.length,
    abandoned: helped.filter(({ loss, browsers }) => !browsers && !isEarly(loss)).length,
    lostBytesMax: Math.max(0, ...losses.map(({ bytes }) => bytes)),
    lostSecondsMax: Number(Math.max(0, ...losses.map(({ seconds }) => seconds)).toFixed(2)),
  };
}

export function isGood({ runs, whole, wrong, abandoned, lostSecondsMax }: Tally): boolean {
  return whole === runs && wrong === 0 && abandoned === 0 && lostSecondsMax <= bearable;
}

async function isRight(patient: Patient, site: Site, name: string): Promise<boolean> {
  return (await sha256File(patient.pathOf(name))) === (await site.sha256(name));
}

/** Whether a file is a right copy that a kill explains: the run's file lay there whole when the browser was killed. */
async function isCopy(patient: Patient, site: Site, file: string, results: readonly RunResult[]): Promise<boolean> {
  const name = file.replace(/ \(\d+\)(?=\.bin$)/, '');
  const run = results.find((result) => result.name === name);
  if (!run?.losses.some(({ lay }) => lay === 'whole')) return false;
  return (await sha256File(patient.pathOf(file))) === (await site.sha256(name));
}

/** Finished files that no run was to bring. (What the browser had begun when it was killed, it leaves behind unfinished.) */
function surplusFiles(patient: Patient, results: readonly RunResult[]): string[] {
  const names = new Set(results.map(({ name }) => name));
  return readdirSync(patient.folder).filter((file) => !names.has(file) && !isStump(file));
}

/** A run in lines: how it ended, and each of its kills. */
export function described({ name, takeover, end, reason, losses, seconds }: RunResult): string {
  const head = `${name} (${takeover}): ${end} after ${seconds.toFixed(1)} s${reason === null ? '' : `: ${reason}`}`;
  return [head, ...losses.map((loss) => `  ${describeLoss(loss)}`)].join('\n');
}

const MiB = 2 ** 20;

function describeLoss({ moment, lay, bytes, seconds, rate, help }: Loss): string {
  const when = moment.phase === 'transfer' ? `${(moment.bytes / MiB).toFixed(1)} MiB` : `${moment.ms} ms`;
  const pace = `${(rate / MiB).toFixed(1)} MiB/s`;
  const lost = `lost ${(bytes / MiB).toFixed(2)} MiB = ${seconds.toFixed(2)} s`;
  return `killed in ${moment.phase} after ${when}, at ${pace}, file ${lay === 'nothing' ? 'not there' : lay}: ${lost}${help === null ? '' : `, ${help} by the user`}`;
}
