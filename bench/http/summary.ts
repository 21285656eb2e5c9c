import type { Figures } from './goals.ts';
import type { ContestantId, Scenario } from './scenarios.ts';
import type { TimedRequest, Trial } from './trial.ts';

const MiB = 2 ** 20;
const wrongHash = 'wrong hash';

/** One contestant's runs in one line. Medians; `null` where no run brought the whole file. */
export interface Line {
  readonly contestant: ContestantId;
  readonly runs: number;
  /** Why runs failed, each with its reason; a wrong hash is one. */
  readonly failures: readonly string[];
  readonly seconds: number | null;
  /** Of every run that brought the whole file, in order. */
  readonly each: readonly number[];
  readonly cpuSeconds: number | null;
  /** Of the worst run, MiB over idle. */
  readonly peakMiB: number;
  /** Of the worst run. */
  readonly refetched: number | null;
  /** From the click to the server's last byte, and from there to the file's arrival, s. */
  readonly transfer: number | null;
  readonly rest: number | null;
  /** From the click to the first request for a part of the file, and to that with which the most were under way at once, s. */
  readonly firstPart: number | null;
  readonly mostAt: number | null;
  /** The most that were under way at once. */
  readonly most: number;
  /** Of the worst run: of one processor, what the server took, and what other programs took. */
  readonly serverLoad: number;
  readonly othersLoad: number;
  readonly mode: 'taken' | 'left' | null;
}

/** Sums up a scenario's trials, one line for each contestant. */
export function linesOf(scenario: Scenario, trials: readonly Trial[]): Line[] {
  const ids = new Set(trials.map(({ contestant }) => contestant));
  return [...ids].map((id) =>
    lineOf(
      scenario,
      trials.filter(({ contestant }) => contestant === id),
    ),
  );
}

function lineOf({ bytes }: Scenario, trials: readonly Trial[]): Line {
  const good = trials.flatMap((trial) =>
    trial.outcome.kind === 'whole' && trial.outcome.hash === 'ok' ? [{ ...trial, seconds: trial.outcome.seconds }] : [],
  );
  const transfers = good.flatMap(({ lastByte, seconds }) => (lastByte === null ? [] : [{ lastByte, seconds }]));
  return {
    contestant: trials[0]?.contestant ?? 'ours',
    runs: trials.length,
    failures: trials.flatMap(({ outcome }) => failureOf(outcome)),
    seconds: median(good.map(({ seconds }) => seconds)),
    each: good.map(({ seconds }) => seconds),
    cpuSeconds: median(good.map(({ cpuSeconds }) => cpuSeconds)),
    peakMiB: Math.max(...trials.map(({ peakBytes }) => peakBytes)) / MiB,
    refetched: good.length === 0 ? null : Math.max(...good.map(({ sentBytes }) => (sentBytes - bytes) / bytes)),
    transfer: median(transfers.map(({ lastByte }) => lastByte)),
    rest: median(transfers.map(({ lastByte, seconds }) => seconds - lastByte)),
    firstPart: median(good.flatMap(({ requests }) => firstPart(requests))),
    mostAt: median(good.map(({ requests }) => busiest(requests).at)),
    most: Math.max(0, ...good.map(({ requests }) => busiest(requests).count)),
    serverLoad: Math.max(...trials.map(({ serverLoad }) => serverLoad)),
    othersLoad: Math.max(...trials.map(({ othersLoad }) => othersLoad)),
    mode: modeOf(trials),
  };
}

function firstPart(requests: readonly TimedRequest[]): number[] {
  const parts = requests.filter(({ range }) => range !== null).map(({ begun }) => begun);
  return parts.length === 0 ? [] : [Math.min(...parts)];
}

/** The most requests that were under way at once, and when that was so first. */
function busiest(requests: readonly TimedRequest[]): { count: number; at: number } {
  return requests.reduce(
    (most, { begun }) => {
      const count = requests.filter((other) => other.begun <= begun && (other.last ?? other.begun) >= begun).length;
      return count > most.count || (count === most.count && begun < most.at) ? { count, at: begun } : most;
    },
    { count: 0, at: 0 },
  );
}

function failureOf(outcome: Trial['outcome']): string[] {
  if (outcome.kind === 'failed') return [outcome.reason];
  return outcome.hash === 'ok' ? [] : [wrongHash];
}

/** Taken, if it was taken even once. */
function modeOf(trials: readonly Trial[]): Line['mode'] {
  const modes = new Set(trials.map(({ mode }) => mode));
  return modes.has('taken') ? 'taken' : modes.has('left') ? 'left' : null;
}

/** The scenario's figures; a field that cannot be told is left out. */
export function figuresOf({ ground, bytes }: Scenario, lines: readonly Line[]): Figures {
  const line = (id: ContestantId): Line | undefined => lines.find(({ contestant }) => contestant === id);
  const seconds = (id: ContestantId): number | null => line(id)?.seconds ?? null;
  const cpu = (id: ContestantId): number | null => line(id)?.cpuSeconds ?? null;
  const ours = line('ours');
  const rates = ground.kind === 'mirrors' ? ground.rates.reduce((sum, rate) => sum + rate, 0) : null;
  return {
    ...told('ours', seconds('ours'), 2),
    ...told('browser', seconds('browser'), 2),
    ...told('aria2x16', seconds('aria2x16'), 2),
    ...told('aria2x6', seconds('aria2x6'), 2),
    ...told('curl', seconds('curl'), 2),
    ...told('ratioBrowser', ratio(seconds('ours'), seconds('browser')), 3),
    ...told('ratioBrowserWarm', ratio(seconds('oursWarm'), seconds('browser')), 3),
    ...told('ratioBrowserAlways', ratio(seconds('oursAlways'), seconds('browser')), 3),
    ...told('ratioIdle', ratio(seconds('ours'), seconds('browserWithPermissions')), 3),
    ...told('ratioAria2x16', ratio(seconds('ours'), seconds('aria2x16')), 3),
    ...told('ratioAria2x6', ratio(seconds('ours'), seconds('aria2x6')), 3),
    ...told('sumRatio', rates && ratio(bytes / rates, seconds('ours')), 3),
    ...told('refetchedRatio', ours?.refetched ?? null, 4),
    ...told('cpuRatio', ratio(cpu('ours'), cpu('browser')), 2),
    ...told('cpuRatioAlways', ratio(cpu('oursAlways'), cpu('browser')), 2),
    ...told('peakMB', ours?.peakMiB ?? null, 0),
    hash: hashOf(lines.filter(({ contestant }) => contestant.startsWith('ours'))),
    ...(ours?.mode && { mode: ours.mode }),
  };
}

function hashOf(ours: readonly Line[]): Figures['hash'] {
  const failures = ours.flatMap((line) => line.failures);
  if (failures.some((failure) => failure === wrongHash)) return 'bad';
  return failures.length > 0 || ours.length === 0 ? 'missing' : 'ok';
}

function told<Field extends keyof Figures>(
  field: Field,
  value: number | null,
  digits: number,
): { [F in Field]?: number } {
  return value === null ? {} : ({ [field]: Number(value.toFixed(digits)) } as { [F in Field]?: number });
}

function ratio(ours: number | null, theirs: number | null): number | null {
  return ours === null || theirs === null || theirs === 0 ? null : ours / theirs;
}

/** The middle one, or the mean of the two in the middle; null: there is none. */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
