import { browser, type Runtime } from './browser.ts';

/** The sending end of a one-way port. */
export interface FeedPort<Message> {
  post(message: Message): void;
  onGone(callback: () => void): void;
}

/** Accepts ports of this name from own pages. */
export function acceptPorts<Message>(name: string, onPort: (port: FeedPort<Message>) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== name || !isOwnPage(port)) return;
    let gone = false;
    port.onDisconnect.addListener(() => (gone = true));
    onPort({
      post: (message) => {
        if (!gone) port.postMessage(message);
      },
      onGone: (callback) => port.onDisconnect.addListener(callback),
    });
  });
}

function isOwnPage(port: Runtime.Port): boolean {
  return port.sender?.id === browser.runtime.id && (port.sender.url ?? '').startsWith(browser.runtime.getURL(''));
}
