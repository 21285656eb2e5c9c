import { expect } from 'vitest';
import type { ErrorCode } from '#domain/error';
import { en } from '#domain/i18n/en';
import { errorSentence } from '#domain/i18n/error-text';
import { translator } from '#domain/i18n/translate';
import type { Task } from '#domain/task/task';
import { until } from '../support/until.ts';
import type { Stage } from './stage.ts';

type In<K extends Task['state']['kind']> = Task & { state: Extract<Task['state'], { kind: K }> };

const t = translator('en', en);

/** One task, as the store has it and as its row in the popup shows it. */
export class TaskRow {
  readonly id: string;
  readonly #stage: Stage;

  constructor(stage: Stage, id: string) {
    this.#stage = stage;
    this.id = id;
  }

  /** Gives the engine an address. */
  static async add(stage: Stage, url: string): Promise<TaskRow> {
    return new TaskRow(stage, await stage.add(url));
  }

  /** As it is stored; undefined: it is no more. */
  async task(): Promise<Task | undefined> {
    return (await this.#stage.tasks()).find(({ id }) => id === this.id);
  }

  /** Waits until the stored task is in a state. @throws as soon as it has come to another end */
  async in<K extends Task['state']['kind']>(kind: K, timeout = 60_000): Promise<In<K>> {
    let last: Task['state'] | undefined;
    const found = async (): Promise<Task | undefined> => {
      const task = await this.task();
      last = task?.state;
      if (last?.kind === kind) return task;
      if (last?.kind === 'failed' || last?.kind === 'done') throw new Error('it came to another end');
      return undefined;
    };
    const task = await until(found, { what: `the task is ${kind}`, timeout }).catch((error: unknown) => {
      throw new Error(`${String(error)}; it is ${JSON.stringify(last)}`, { cause: error });
    });
    return task as In<K>;
  }

  /** What the row says, without its name; '' when there is no such row in the list "Downloads". */
  async text(): Promise<string> {
    const page = await this.#stage.control();
    return page.evaluate((id) => {
      const row = document.querySelector(`[role="list"][aria-label="Downloads"] [role="listitem"][data-row="${id}"]`);
      return [...(row?.querySelectorAll('.facts') ?? [])].map((line) => line.textContent).join(' · ');
    }, this.id);
  }

  /** Waits until the row says this. */
  async says(text: string | RegExp, timeout = 60_000): Promise<void> {
    let last = '';
    const matches = async (): Promise<boolean> => {
      last = await this.text();
      return typeof text === 'string' ? last.includes(text) : text.test(last);
    };
    await until(matches, { what: `the row says ${String(text)}`, timeout }).catch((error: unknown) => {
      throw new Error(`${String(error)}; it says ${JSON.stringify(last)}`, { cause: error });
    });
  }

  /** What the card of a torrent says before it starts. */
  async card(): Promise<string> {
    const page = await this.#stage.control();
    const card = await page.waitForSelector(`[data-row="${this.id}"] .card`);
    return card!.evaluate((one) => (one as HTMLElement).innerText);
  }

  /** Presses a button of the row, by its accessible name. */
  async press(name: string): Promise<void> {
    const page = await this.#stage.control();
    await page.bringToFront();
    const button = await page.waitForSelector(`[data-row="${this.id}"] ::-p-aria([name="${name}"][role="button"])`);
    // As far as a person scrolls: not to where the list's heading, which stays, covers it.
    await button!.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    await button!.click();
  }

  /** The task ends with this code, and the row has the sentence for it. */
  async expectFailed(code: ErrorCode, timeout?: number): Promise<In<'failed'>> {
    const task = await this.in('failed', timeout);
    expect(task.state.error).toMatchObject({ code });
    await this.says(errorSentence(t, task.state.error));
    return task;
  }
}

/** The sentence of a code that needs no numbers. */
export function sentence(code: ErrorCode): string {
  return errorSentence(t, { code });
}
