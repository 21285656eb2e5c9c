/** The figures of one scenario, as the last line prints them: seconds, ratios, MiB. A field without a meaning there is left out. */
export interface Figures {
  ours?: number;
  browser?: number;
  aria2x16?: number;
  aria2x6?: number;
  curl?: number;
  ratioBrowser?: number;
  ratioBrowserWarm?: number;
  ratioBrowserAlways?: number;
  /** Ours by default ÷ the browser with an idle extension that has our permissions: what is our own doing. */
  ratioIdle?: number;
  ratioAria2x16?: number;
  ratioAria2x6?: number;
  /** Mirrors: our rate ÷ the sum of the hosts' bandwidths. */
  sumRatio?: number;
  /** (Bytes the server sent − size) ÷ size, of the worst run of ours. */
  refetchedRatio?: number;
  cpuRatio?: number;
  cpuRatioAlways?: number;
  /** Most memory of all the browser's processes over what they had before the click, MiB, in the worst run of ours. */
  peakMB?: number;
  /** `ok`: every run of ours brought the whole file, with the right hash. */
  hash: 'ok' | 'bad' | 'missing';
  /** Whether the extension transferred the file in its default mode, or left it to the browser. */
  mode?: 'taken' | 'left';
}

/** What a figure has to be. */
export type Goal = { readonly words: string } & (
  | { readonly field: 'hash'; readonly is: 'ok' }
  | { readonly field: Exclude<keyof Figures, 'hash' | 'mode'>; readonly most: number }
  | { readonly field: Exclude<keyof Figures, 'hash' | 'mode'>; readonly least: number }
);

export interface Verdict {
  readonly goal: string;
  readonly found: string;
  readonly verdict: 'met' | 'missed' | 'not measured';
}

/** Holds a scenario's figures against a goal. */
export function judge(goal: Goal, figures: Figures): Verdict {
  const found = figures[goal.field];
  const [sign, bound] = 'most' in goal ? ['≤', goal.most] : 'least' in goal ? ['≥', goal.least] : ['=', goal.is];
  const described = { goal: `${goal.words} ${sign} ${bound}`, found: String(found ?? '–') };
  if (found === undefined) return { ...described, verdict: 'not measured' };
  return { ...described, verdict: isMet(goal, found) ? 'met' : 'missed' };
}

function isMet(goal: Goal, found: number | string): boolean {
  if ('is' in goal) return found === goal.is;
  if (typeof found === 'string') return false;
  return 'most' in goal ? found <= goal.most : found >= goal.least;
}
