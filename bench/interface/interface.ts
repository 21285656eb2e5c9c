// `npm run bench -- interface [--no-build] [--runs N]`: how quickly the pages open, and what an update and a scrolled frame cost, with ten
// thousand stored downloads, in a real browser. The last line is one JSON object.
/// <reference types="chrome" />
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer';
import { buildExtension } from '../../scripts/demo/e2e-build.ts';
import { launch } from '../../test/support/browser.ts';
import type { LaunchedBrowser } from '../../test/support/browser/launched-browser.ts';
import { startSite } from '../../test/support/site/site.ts';
import { until } from '../../test/support/until.ts';
import { Driver } from '../driver.ts';
import { barePage, withBarePage } from './bare.ts';
import { store, storedTasks } from './fill.ts';
import { timeToPaint, untilComplete } from './paint.ts';
import { frameWork } from './trace.ts';

const MiB = 2 ** 20;
const many = 10_000;
const few = 10;
/** Downloads that run while updates are measured. */
const running = 4;
/** So long updates are counted, ms. */
const watched = 12_000;
/** Frames that are scrolled through, and by how much each, px: some seven rows. */
const frames = 240;
const step = 240;

/** What was found; each has its goal. */
interface InterfaceFigures {
  /** First paint of the manager's rows ÷ that of a bare page's heading. */
  readonly managerFirstPaintRatio: number;
  /** First paint of the popup's rows ÷ the same. */
  readonly popupReadyRatio: number;
  /** The same with ten stored downloads. */
  readonly popupOfTenRatio: number;
  /** Script and layout of one update of the manager, ms. */
  readonly updateMs: number;
  /** The same while all are selected. */
  readonly updateOfSelectedMs: number;
  /** Script and layout of a frame while it is scrolled, ms: 95 of 100 take no more. */
  readonly scrollFrameP95Ms: number;
}

const goals: InterfaceFigures = {
  managerFirstPaintRatio: 2.5,
  popupReadyRatio: 2,
  popupOfTenRatio: 2,
  updateMs: 4,
  updateOfSelectedMs: 4,
  scrollFrameP95Ms: 8,
};

const row = '.grid-body [role=row]';
const item = '[role=listitem][data-row]';

/** Measures, prints one JSON object, and fails where a goal is missed. @param args `--no-build`: the built extension is up to date */
export async function benchInterface(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { 'no-build': { type: 'boolean' }, runs: { type: 'string', default: '15' } },
  });
  if (!values['no-build']) await buildExtension();
  const runs = Number(values.runs);
  const build = withBarePage(join(import.meta.dirname, '../../.output/chrome-mv3-e2e'));
  const browser = await launch({ build });
  try {
    const popupOfFew = await openings(browser, few, runs);
    const opened = await openings(browser, many, runs);
    const moving = await measureMoving(browser);
    const figures: InterfaceFigures = {
      managerFirstPaintRatio: opened.manager / opened.bare,
      popupReadyRatio: opened.popup / opened.bare,
      popupOfTenRatio: popupOfFew.popup / popupOfFew.bare,
      ...moving,
    };
    console.error({ few: popupOfFew, many: opened });
    report(figures, { ...opened, popupOfTen: popupOfFew.popup });
  } finally {
    await browser.close();
  }
}

function report(figures: InterfaceFigures, milliseconds: Readonly<Record<string, number>>): void {
  const missed = (Object.keys(goals) as (keyof InterfaceFigures)[]).filter((key) => !(figures[key] <= goals[key]));
  for (const key of missed) console.error(`MISSED: ${key} ${figures[key].toFixed(2)}, goal ${goals[key]}`);
  if (missed.length === 0) console.error('MET: all');
  else process.exitCode = 1;
  console.log(JSON.stringify({ ...rounded(figures), milliseconds: rounded(milliseconds) }));
}

const rounded = <T extends object>(figures: T): Record<keyof T, number> =>
  Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, Math.round(Number(value) * 100) / 100]),
  ) as Record<keyof T, number>;

/** Medians of the times until each page has painted what it is opened for, ms, in turn: what slows the machine down slows all of them. */
async function openings(
  browser: LaunchedBrowser,
  count: number,
  runs: number,
): Promise<Record<'bare' | 'manager' | 'popup', number>> {
  await fill(browser, count);
  const times = { bare: [] as number[], manager: [] as number[], popup: [] as number[] };
  // The first of each compiles what the others find compiled.
  for (let run = -1; run < runs; run++) {
    const bare = await timeToPaint(browser, barePage, 'h1');
    const manager = await timeToPaint(browser, 'manager.html', row);
    const popup = await timeToPaint(browser, 'popup.html', item);
    if (run < 0) continue;
    times.bare.push(bare);
    times.manager.push(manager);
    times.popup.push(popup);
  }
  return { bare: median(times.bare), manager: median(times.manager), popup: median(times.popup) };
}

/** Makes these the stored downloads; nothing is unfinished, so that no engine page is in the way. */
async function fill(browser: LaunchedBrowser, count: number): Promise<void> {
  const page = await browser.openPage('popup.html');
  await store(page, storedTasks(count, Date.now()));
  await page.close();
}

/** What updates and scrolled frames cost among ten thousand rows, while some downloads run. */
async function measureMoving(
  browser: LaunchedBrowser,
): Promise<Pick<InterfaceFigures, 'updateMs' | 'updateOfSelectedMs' | 'scrollFrameP95Ms'>> {
  const files = Object.fromEntries(
    Array.from({ length: running }, (_, n) => [`running-${n}.bin`, { size: 1024 * MiB, rate: MiB }]),
  );
  const site = await startSite({ files });
  try {
    const driver = await Driver.of(browser);
    await driver.set({ activeTasks: running });
    for (const name of Object.keys(files)) await driver.add(site.url(name));
    const page = await browser.openPage('manager.html');
    await untilComplete(page);
    await until(async () => (await page.$$('.grid-line.active')).length === running, { what: 'all run' });
    await page.bringToFront();
    await countUpdates(page);
    const updateMs = await costOfUpdates(page);
    await selectAll(page);
    const updateOfSelectedMs = await costOfUpdates(page);
    await page.keyboard.press('Home');
    const scrollFrameP95Ms = await costOfScrolling(page);
    return { updateMs, updateOfSelectedMs, scrollFrameP95Ms };
  } finally {
    await site.stop();
  }
}

/** Hears the engine page, as the page itself does. */
async function countUpdates(page: Page): Promise<void> {
  await page.evaluate(() => {
    const port = chrome.runtime.connect({ name: 'tasks' });
    const counted = { updates: 0 };
    Object.assign(globalThis, { counted });
    port.onMessage.addListener(() => counted.updates++);
  });
}

/** As somebody who presses Control and A in the list. */
async function selectAll(page: Page): Promise<void> {
  await page.focus('[role=grid]');
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.waitForSelector('[role=row][aria-selected=true]');
}

/** Script, style and layout of the page between two moments, divided by the updates that came meanwhile, ms. */
async function costOfUpdates(page: Page): Promise<number> {
  const updates = () =>
    page.evaluate(() => (globalThis as unknown as { counted: { updates: number } }).counted.updates);
  // Processor time: what others do on the machine meanwhile does not count.
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.filter(({ name }) => scriptAndLayout.has(name)).reduce((sum, { value }) => sum + value * 1000, 0);
  };
  await pause(2000);
  const [before, from] = [await spent(), await updates()];
  await pause(watched);
  const [after, to] = [await spent(), await updates()];
  await session.detach();
  console.error(`${to - from} updates in ${watched / 1000} s`);
  return (after - before) / (to - from);
}

const scriptAndLayout: ReadonlySet<string> = new Set(['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']);

async function costOfScrolling(page: Page): Promise<number> {
  await page.tracing.start({ categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await page.evaluate(
    (count, by) =>
      new Promise<void>((done) => {
        const grid = document.querySelector('[role=grid]');
        let left = count;
        const scroll = () => {
          grid?.scrollBy(0, by);
          if (left-- > 0) requestAnimationFrame(scroll);
          else done();
        };
        requestAnimationFrame(scroll);
      }),
    frames,
    step,
  );
  const trace = await page.tracing.stop();
  const costs = frameWork(new TextDecoder().decode(trace));
  if (costs.length < frames / 2) throw new Error(`the trace has ${costs.length} frames of ${frames}`);
  console.error(`${costs.length} frames`);
  return quantile(costs, 0.95);
}

const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
