import type { BrowserName } from '../../test/support/browser/browser-name.ts';
import type { Goal } from './goals.ts';

const MiB = 2 ** 20;

/** What a scenario's server is like. Rates in bytes/s. */
export type Ground =
  /** Each connection (with `tls`: each HTTP/2 stream) has its own cap, without a first burst. */
  | {
      kind: 'capped';
      rate: number;
      /** Ms before each answer begins. */
      delay?: number;
      /** Only who brings the page's cookie gets the file. */
      cookie?: true;
      /** Each connection is closed after so many bytes, at random between the two. */
      life?: { seed: number; low: number; high: number };
      /** nginx before it, with TLS and HTTP/2. */
      tls?: true;
    }
  /** Hosts that announce one another, each with one cap for all its connections; the link leads to the last one. */
  | { kind: 'mirrors'; rates: readonly number[] }
  /** nginx as fast as it can, over loopback or over a link of so many bits/s. */
  | { kind: 'static'; link?: number };

/** Who takes part: `ours` is the extension in a fresh profile, `oursWarm` the same profile again, `oursAlways` a fresh one in "always" mode. */
export type ContestantId =
  | 'ours'
  | 'oursWarm'
  | 'oursAlways'
  | 'browser'
  | 'browserWithPermissions'
  | 'aria2x16'
  | 'aria2x6'
  | 'curl';

export interface Scenario {
  readonly name: string;
  /** The server in a few words. */
  readonly about: string;
  readonly bytes: number;
  readonly ground: Ground;
  readonly contestants: readonly ContestantId[];
  readonly goals: readonly Goal[];
  /** What one connection, or what is shared by all, needs at the least, s: who takes several times as long has given up. */
  readonly patience: number;
}

const known: readonly ContestantId[] = ['ours', 'oursWarm', 'browser', 'aria2x16', 'aria2x6', 'curl'];
const bothModes: readonly ContestantId[] = [
  'ours',
  'oursAlways',
  'browser',
  'browserWithPermissions',
  'aria2x16',
  'aria2x6',
  'curl',
];

/** Processor time per byte, whoever carries it. */
const cpu: Goal = { field: 'cpuRatio', most: 2, words: 'CPU-seconds, ours ÷ browser' };
const cpuAlways: Goal = { field: 'cpuRatioAlways', most: 2, words: 'CPU-seconds, ours "always" ÷ browser' };

/** The eight scenarios, in the order they are run. Sizes and rates in MiB. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'capped',
    about: '120 MiB, 2 MiB/s per connection, one host',
    bytes: 120 * MiB,
    ground: { kind: 'capped', rate: 2 * MiB },
    contestants: known,
    goals: [
      { field: 'ratioBrowser', most: 0.105, words: 'seconds, ours cold ÷ browser' },
      { field: 'ratioBrowserWarm', most: 0.09, words: 'seconds, ours warm ÷ browser' },
      { field: 'ratioAria2x16', most: 1.5, words: 'seconds, ours cold ÷ aria2c -x16' },
      cpu,
    ],
    patience: 60,
  },
  {
    name: 'capped-cookie',
    about: '120 MiB, 2 MiB/s per connection, one host, cookie needed',
    bytes: 120 * MiB,
    ground: { kind: 'capped', rate: 2 * MiB, cookie: true },
    contestants: known,
    goals: [
      { field: 'ratioBrowser', most: 0.19, words: 'seconds, ours cold ÷ browser' },
      { field: 'ratioAria2x6', most: 1.1, words: 'seconds, ours cold ÷ aria2c -x6' },
      cpu,
    ],
    patience: 60,
  },
  {
    name: 'mirrors',
    about: '240 MiB, 4 hosts of 1, 2, 4 and 8 MiB/s per host',
    bytes: 240 * MiB,
    ground: { kind: 'mirrors', rates: [MiB, 2 * MiB, 4 * MiB, 8 * MiB] },
    contestants: known,
    goals: [{ field: 'sumRatio', least: 0.93, words: 'rate, ours cold ÷ sum of the hosts' }, cpu],
    patience: 30,
  },
  {
    name: 'gigabit',
    about: '2 GiB, one link shaped to 1 Gbit/s',
    bytes: 2048 * MiB,
    ground: { kind: 'static', link: 1e9 },
    contestants: bothModes,
    goals: [
      { field: 'ratioBrowser', most: 1.05, words: 'seconds, ours by default ÷ browser' },
      { field: 'ratioBrowserAlways', most: 1.15, words: 'seconds, ours "always" ÷ browser' },
      cpu,
      cpuAlways,
    ],
    patience: 20,
  },
  {
    name: 'open',
    about: '1 GiB, loopback, uncapped',
    bytes: 1024 * MiB,
    ground: { kind: 'static' },
    contestants: bothModes,
    goals: [
      { field: 'ratioBrowser', most: 1.05, words: 'seconds, ours by default ÷ browser' },
      { field: 'ratioBrowserAlways', most: 2.5, words: 'seconds, ours "always" ÷ browser' },
      cpu,
      cpuAlways,
    ],
    patience: 20,
  },
  {
    name: 'flaky',
    about: '120 MiB, 2 MiB/s per connection, each cut after 5–20 MiB at random',
    bytes: 120 * MiB,
    ground: { kind: 'capped', rate: 2 * MiB, life: { seed: 5, low: 5 * MiB, high: 20 * MiB } },
    contestants: known,
    goals: [
      { field: 'hash', is: 'ok', words: 'whole' },
      { field: 'refetchedRatio', most: 0.01, words: 'bytes fetched again ÷ size' },
    ],
    patience: 60,
  },
  {
    name: 'far',
    about: '60 MiB, 150 ms before each answer, 4 MiB/s per connection',
    bytes: 60 * MiB,
    ground: { kind: 'capped', rate: 4 * MiB, delay: 150 },
    contestants: known,
    goals: [
      { field: 'ratioBrowser', most: 0.17, words: 'seconds, ours cold ÷ browser' },
      { field: 'ratioBrowserWarm', most: 0.14, words: 'seconds, ours warm ÷ browser' },
      cpu,
    ],
    patience: 15,
  },
  {
    name: 'h2',
    about: '120 MiB, TLS and HTTP/2 (nginx), 2 MiB/s per stream',
    bytes: 120 * MiB,
    ground: { kind: 'capped', rate: 2 * MiB, tls: true },
    contestants: known,
    goals: [{ field: 'ratioBrowser', most: 0.12, words: 'seconds, ours cold ÷ browser' }, cpu],
    patience: 60,
  },
];

const inFirefox: Readonly<Record<string, readonly Goal[]>> = {
  capped: [{ field: 'ratioBrowser', most: 0.2, words: 'seconds, ours cold ÷ browser' }],
  open: [{ field: 'ratioBrowser', most: 1.1, words: 'seconds, ours by default ÷ browser' }],
  flaky: [{ field: 'hash', is: 'ok', words: 'whole' }],
};
/** Programs are measured beside Chromium; the idle extension is about what Chromium does with permissions. */
const firefoxContestants: ReadonlySet<ContestantId> = new Set(['ours', 'oursWarm', 'oursAlways', 'browser']);

/** What is measured with a browser: with Firefox three scenarios, beside Firefox alone, with goals of their own. */
export function scenariosIn(browser: BrowserName): readonly Scenario[] {
  if (browser === 'chromium') return scenarios;
  return scenarios.flatMap((scenario) => {
    const goals = inFirefox[scenario.name];
    const contestants = scenario.contestants.filter((id) => firefoxContestants.has(id));
    return goals === undefined ? [] : [{ ...scenario, goals, contestants }];
  });
}
