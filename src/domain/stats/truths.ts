import type { Settings } from '../settings/settings.ts';
import type { Task } from '../task/task.ts';
import { answers, type Answer, type Question } from './questions.ts';

/** What the answers are looked up in. */
export interface Facts {
  /** Of Perseid, such as 0.1.2. */
  readonly version: string;
  /** Of the browser's interface: a BCP 47 tag. */
  readonly language: string;
  /** As WebExtensions name it: `runtime.PlatformOs`. */
  readonly system: string;
  readonly settings: Settings;
  readonly tasks: readonly Task[];
  /** Whether mirror search is granted. */
  readonly searchesMirrors: boolean;
}

/** Every true answer to each question; more than one only where several parts of Perseid are in use. */
export type Truths = Readonly<Record<Question, readonly Answer[]>>;

const systems: Readonly<Record<string, Answer>> = { win: 'windows', mac: 'mac', linux: 'linux', cros: 'chromeos' };

/** Answers the questions; what is not in their closed lists is `other`, or `none`. */
export function truthsOf(facts: Facts): Truths {
  const used = featuresOf(facts);
  return {
    version: [listed('version', facts.version.split('.').slice(0, 2).join('.'))],
    language: [listed('language', facts.language.split('-')[0]?.toLowerCase() ?? '')],
    system: [systems[facts.system] ?? 'other'],
    feature: used.length > 0 ? used : ['none'],
  };
}

function listed(question: 'version' | 'language', word: string): Answer {
  const all: readonly Answer[] = answers[question];
  return all.find((answer) => answer === word) ?? 'other';
}

function featuresOf({ settings, tasks, searchesMirrors }: Facts): Answer[] {
  const some = (test: (task: Task) => boolean): boolean => tasks.some(test);
  const used = {
    checksums:
      some(({ expected }) => expected.hashes.some(({ from }) => from === 'user')) || settings.sumSites.length > 0,
    limits: settings.speedLimit !== null || settings.slowMode || some(({ speedLimit }) => speedLimit !== null),
    metalink: some(({ mirrors }) => mirrors.some(({ from }) => from === 'metalink')),
    mirrors: searchesMirrors,
    relink: some(({ link, continues }) => link !== null || continues !== null),
    schedule: settings.activeTimes.on || settings.slowTimes.on || some(({ startAt }) => startAt !== null),
    torrents: some(({ swarm }) => swarm !== null),
  };
  return answers.feature.filter((feature) => feature !== 'none' && used[feature]);
}
