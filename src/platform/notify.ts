import { browser } from './browser.ts';
import { isChromiums, watchPermissions } from './permissions.ts';

interface Notice {
  /** One of the same id takes its place. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly sound: boolean;
}

/** There only with the user's permission. */
const api = (): typeof browser.notifications | undefined => browser.notifications;

/** Shows a notification of the system; without the permission for that, nothing happens. */
export async function notify({ id, title, text, sound }: Notice): Promise<void> {
  const notice = { type: 'basic' as const, iconUrl: browser.runtime.getURL('icon/128.png'), title, message: text };
  // Firefox refuses what it does not know.
  const quiet = isChromiums() ? { silent: !sound } : {};
  await api()?.create(id, { ...notice, ...quiet });
}

let isListening = false;

/** Calls back with the id of a notification that was clicked, which is then put away. */
export function onNotificationClicked(callback: (id: string) => void): void {
  const listen = (): void => {
    if (isListening || api() === undefined) return;
    isListening = true;
    browser.notifications.onClicked.addListener((id) => {
      void browser.notifications.clear(id);
      callback(id);
    });
  };
  listen();
  // The permission may come while we run.
  watchPermissions(listen, new AbortController().signal);
}
