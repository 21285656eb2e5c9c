import { sha256File } from '../../test/support/files.ts';
import type { Site } from '../../test/support/site/site.ts';
import { until } from '../../test/support/until.ts';
import { live, Stuck, type Life, type Setting } from './life.ts';
import { commonBytes, Pace, sentRanges } from './loss.ts';
import type { Patient } from './patient.ts';
import type { Script } from './script.ts';

/** What one kill cost. */
export interface Loss extends Pick<Life, 'moment' | 'lay' | 'rate' | 'help' | 'lasted'> {
  /** Bytes that the server had sent before the kill and that it was asked for again after it. */
  readonly bytes: number;
  /** The same at the rate of the transfer just before the kill, s; no more than there was. */
  readonly seconds: number;
}

export interface RunResult {
  readonly name: string;
  readonly end: 'whole' | 'wrong' | 'missing';
  /** Why it is missing. */
  readonly reason: string | null;
  readonly losses: readonly Loss[];
  readonly takeover: Script['takeover'];
  readonly seconds: number;
}

/** The rate of a transfer is that of its last second, ms. */
const paceWindow = 1000;
/** A connection that fell silent goes on after so long at most, ms. */
const silence = 4000;
const endTime = 300_000;

/** Clicks a link, kills the browser where the script says, starts it again each time, and waits for the file. */
export async function play(patient: Patient, site: Site, script: Script): Promise<RunResult> {
  const begun = performance.now();
  site.add(script.name, script.file);
  const pace = new Pace(paceWindow);
  const sampling = setInterval(() => pace.note(performance.now(), site.log(script.name).bytes), 50);
  const releasing = setInterval(() => site.release(script.name), silence);
  const lives: Life[] = [];
  const reason = await survive({ patient, site, script, pace }, lives).catch(reasonOf);
  clearInterval(sampling);
  clearInterval(releasing);
  return {
    name: script.name,
    end: reason === null ? await verdict(patient, site, script) : 'missing',
    reason,
    losses: lossesOf(lives, site, script),
    takeover: script.takeover,
    seconds: (performance.now() - begun) / 1000,
  };
}

/** @returns null when the file is there @throws Stuck */
async function survive(setting: Setting, lives: Life[]): Promise<null> {
  const { patient, site, script } = setting;
  await patient.takes(script.takeover);
  await patient.click(site, script.name);
  for (const moment of script.kills) {
    if (patient.has(script)) break;
    lives.push(await live(setting, moment, lives.at(-1)?.requests ?? 0));
  }
  await until(() => patient.has(script), { what: 'the file lies there', timeout: endTime });
  return null;
}

function reasonOf(error: unknown): string {
  if (error instanceof Stuck || (error instanceof Error && error.message.startsWith('not within')))
    return error.message;
  throw error;
}

async function verdict(patient: Patient, site: Site, { name }: Script): Promise<'whole' | 'wrong'> {
  return (await sha256File(patient.pathOf(name))) === (await site.sha256(name)) ? 'whole' : 'wrong';
}

/** Of each life, what any later one had to fetch again. */
function lossesOf(lives: readonly Life[], site: Site, { name }: Script): Loss[] {
  const { requests } = site.log(name);
  return lives.map(({ moment, lay, rate, lasted, help, sent, requests: asked }) => {
    const bytes = commonBytes(sent, sentRanges(requests.slice(asked)));
    return { moment, lay, rate, help, lasted, bytes, seconds: bytes === 0 ? 0 : Math.min(bytes / rate, lasted / 1000) };
  });
}
