import { stayAwake } from '../wake.ts';

/** Firefox: the engine page is an iframe of the event page. That one is kept from being suspended, which would end both. */

const id = 'engine';
let letGo: (() => void) | null = null;

/** Whether the engine page exists. */
export function isOpen(): Promise<boolean> {
  return Promise.resolve(document.getElementById(id) !== null);
}

/** Opens the engine page; resolves when it listens. Must not be called while it is open. */
export function open(page: string): Promise<void> {
  const frame = document.createElement('iframe');
  frame.id = id;
  frame.src = page;
  const loaded = new Promise<void>((resolve) => frame.addEventListener('load', () => resolve(), { once: true }));
  document.body.append(frame);
  letGo ??= stayAwake();
  return loaded;
}

/** Closes it. */
export function close(): Promise<void> {
  document.getElementById(id)?.remove();
  letGo?.();
  letGo = null;
  return Promise.resolve();
}
