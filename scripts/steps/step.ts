import { styleText } from 'node:util';

/** What one step of the check adds to the closing line. */
export interface Count {
  passed: number;
  failed: number;
  /** What failed, a text for each: repeated at the end, where a log that was cut short still shows it. */
  failures?: readonly string[];
  /** What failed at first and passed when it ran alone: counted as passed, and named. */
  unsteady?: readonly string[];
}

/** A step of the check: shows its own output, and counts. */
export interface Step {
  name: string;
  run: () => Promise<Count>;
}

/** A step that ran. */
export interface Outcome extends Count {
  name: string;
  seconds: number;
}

/** A step that is one check: 1 passed, or 1 failed. */
export const one = (ok: boolean): Count => (ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Runs steps in order, `width` at a time. A step that throws has failed; the rest still runs. */
export async function runSteps(steps: readonly Step[], width: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...steps];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) outcomes.push(await timed(step));
  };
  await Promise.all(Array.from({ length: width }, lane));
  return outcomes;
}

async function timed(step: Step): Promise<Outcome> {
  const start = performance.now();
  const count = await step.run().catch((error: unknown): Count => {
    console.error(error);
    return one(false);
  });
  return { name: step.name, ...count, seconds: (performance.now() - start) / 1000 };
}

/** What failed, and what was unsteady, step by step, for the end of the run; '' when nothing was. */
export function failureList(outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap(({ name, failures = [], unsteady = [] }) => [
    ...failures.map((text) => `${name}: ${text}`),
    ...unsteady.map((text) => `${name}, unsteady (failed beside others, passed alone): ${text}`),
  ]);
  return lines.join('\n');
}

/** One line per step, for the end of the run. */
export function table(outcomes: readonly Outcome[]): string {
  const row = ({ name, passed, failed, seconds }: Outcome): string => {
    const verdict = failed === 0 ? styleText('green', 'ok    ') : styleText('red', 'FAILED');
    const counts = failed === 0 ? `${passed}` : `${passed} passed, ${failed} failed`;
    return `${verdict} ${name.padEnd(22)} ${seconds.toFixed(1).padStart(6)} s  ${counts}`;
  };
  return outcomes.map(row).join('\n');
}
