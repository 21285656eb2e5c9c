// `npm run bench -- limit [--no-build]`: how exactly a speed limit is kept on the wire, in a real browser, over a server that would
// send as fast as it can. Counted are the bytes that the server's system took for sending. The last line is one JSON object.
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '#domain/settings/settings';
import { buildExtension } from '../scripts/demo/e2e-build.ts';
import { launch } from '../test/support/browser.ts';
import { startSite } from '../test/support/site/site.ts';
import { Driver } from './driver.ts';

const MiB = 1024 * 1024;
const second = 1000;
/** So long is measured, ms. */
const usual = 20 * second;
/** So long, at most, the buffers on the way may take to fill: what is in them was sent before it counts here, ms. */
const longestFilling = 60 * second;

/** Share of the limit. */
const mostDeviation = 0.05;

/** What was found, bytes a second. */
interface LimitFigures {
  readonly goalBytesPerSecond: number;
  readonly measured: number;
  /** |measured ÷ goal − 1| */
  readonly deviation: number;
  /** Bytes that were sent beyond the limit at first, because they lay in buffers on the way. */
  readonly ahead: number;
}

/** A way to be limited. */
interface Trial {
  readonly goal: number;
  readonly settings?: Partial<Settings>;
  /** Of the measured task. */
  readonly speedLimit?: number;
  /** A second task that is not limited by itself. */
  readonly beside?: boolean;
}

export const limitTrials: Readonly<Record<string, Trial>> = {
  global: { goal: 2_000_000, settings: { speedLimit: 2_000_000 } },
  globalLow: { goal: 200_000, settings: { speedLimit: 200_000 } },
  host: {
    goal: 1_000_000,
    settings: { hostRules: [{ host: '127.0.0.1', connections: null, speedLimit: 1_000_000 }] },
    beside: true,
  },
  task: { goal: 1_000_000, speedLimit: 1_000_000, beside: true },
};

/** Runs all trials, one browser each; prints one JSON object. @param args `--no-build`: the built extension is up to date */
export async function benchLimit(args: readonly string[]): Promise<void> {
  if (!args.includes('--no-build')) await buildExtension();
  const figures: Record<string, LimitFigures> = {};
  for (const [name, trial] of Object.entries(limitTrials)) {
    figures[name] = await playLimit(trial);
    console.error(name, figures[name]);
  }
  const missed = Object.values(figures).filter(({ deviation }) => deviation > mostDeviation).length;
  console.error(
    missed === 0 ? `MET: within ${100 * mostDeviation} %` : `MISSED: ${missed} of ${Object.keys(figures).length}`,
  );
  console.log(JSON.stringify(figures));
  if (missed > 0) process.exitCode = 1;
}

/** One trial in a browser of its own. @param window how long is measured, ms */
export async function playLimit(trial: Trial, window = usual): Promise<LimitFigures> {
  const site = await startSite({
    files: { 'limited.bin': { size: 1024 * MiB }, 'beside.bin': { size: 1024 * MiB, rate: MiB } },
  });
  const browser = await launch();
  try {
    const driver = await Driver.of(browser);
    await driver.set({ ...trial.settings });
    // Of another host, for which no rule holds.
    if (trial.beside) await driver.add(site.url('beside.bin', site.otherOrigin));
    const id = await driver.add(site.url('limited.bin'));
    if (trial.speedLimit !== undefined)
      await driver.call('engine', 'task.set', { id, change: { speedLimit: trial.speedLimit } });
    return await measure(() => site.log('limited.bin').bytes, trial.goal, window);
  } finally {
    await browser.close();
    await site.stop();
  }
}

async function measure(sent: () => number, goal: number, window: number): Promise<LimitFigures> {
  while (sent() === 0) await pause(50);
  const begun = performance.now();
  for (let before = 0; performance.now() - begun < longestFilling;) {
    await pause(second);
    const now = sent();
    if (now - before < 1.5 * goal) break;
    before = now;
  }
  const [from, start] = [sent(), performance.now()];
  const ahead = from - (goal * (start - begun)) / second;
  await pause(window);
  const measured = ((sent() - from) * second) / (performance.now() - start);
  const round = Math.round(measured);
  return {
    goalBytesPerSecond: goal,
    measured: round,
    deviation: Math.abs(measured / goal - 1),
    ahead: Math.round(ahead),
  };
}
