/// <reference types="chrome" />
import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer';
import type { Settings } from '#domain/settings/settings';
import { linkTo } from '#domain/task/link-to';
import type { Task, TaskId } from '#domain/task/task';
import type { RequestOf } from '#protocol/define';
import type { engineApi } from '#protocol/engine-api';
import type { LaunchedBrowser } from '../test/support/browser/launched-browser.ts';

/** Drives the extension from one of its pages, as these do. */
export class Driver {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async of(browser: LaunchedBrowser): Promise<Driver> {
    return new Driver(await browser.openPage('popup.html'));
  }

  set(settings: Partial<Settings>): Promise<void> {
    return this.#page.evaluate((change) => chrome.storage.local.set({ settings: change }), settings);
  }

  /** Calls an API; the engine page is woken, again if it has just fallen asleep. @returns the reply's value */
  call(to: 'engine' | 'privacy', verb: string, request: object): Promise<unknown> {
    return this.#page.evaluate(
      async (message) => {
        const send = async (): Promise<{ ok: boolean; value: unknown }> => {
          await chrome.runtime.sendMessage({ to: 'background', verb: 'engine.ensure', request: {} });
          return chrome.runtime.sendMessage(message);
        };
        const reply = await send().catch(send);
        if (!reply.ok) throw new Error(JSON.stringify(reply));
        return reply.value;
      },
      { to, verb, request },
    );
  }

  /** A task for an address, as if it were pasted. */
  async add(url: string): Promise<TaskId> {
    const id = randomUUID();
    const source = linkTo(url);
    const request: RequestOf<typeof engineApi, 'task.add'> = {
      id,
      source,
      hint: null,
      downloadId: null,
      tabId: null,
      continues: null,
    };
    return ((await this.call('engine', 'task.add', request)) as { id: TaskId }).id;
  }

  /** The tasks in the store. */
  tasks(): Promise<Task[]> {
    return this.#page.evaluate(
      () =>
        new Promise<Task[]>((resolve, reject) => {
          const opening = indexedDB.open('perseid');
          opening.addEventListener('error', () => reject(opening.error ?? new Error('the database does not open')));
          opening.addEventListener('success', () => {
            const reading = opening.result.transaction('tasks').objectStore('tasks').getAll();
            reading.addEventListener('error', () => reject(reading.error ?? new Error('the tasks cannot be read')));
            reading.addEventListener('success', () => {
              opening.result.close();
              resolve(reading.result as Task[]);
            });
          });
        }),
    );
  }
}
