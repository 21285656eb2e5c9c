import { isStreamCall } from '#protocol/stream-api';
import { browser } from './browser.ts';
import { newId } from './clock.ts';
import { streamFolder } from './export-stream.ts';

/* The engine page's side of export-stream.ts. */

/** A new address for a stream. */
export const newStreamUrl = (): string => browser.runtime.getURL(`${streamFolder}${newId()}`);

/** Leads a frame of this page to a stream, so that the browser begins to save it. @returns takes the frame away */
export function showToBrowser(url: string): () => void {
  const frame = document.createElement('iframe');
  frame.src = url;
  document.body.append(frame);
  return () => frame.remove();
}

/** Calls back when the browser asks for a stream; the port wants its head, then its bytes. For the engine page. */
export function onStreamAsked(callback: (url: string, port: MessagePort) => void): void {
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('message', ({ data, ports: [port] }: MessageEvent<unknown>) => {
    if (isStreamCall(data) && port !== undefined) callback(data.url, port);
  });
  serviceWorker.startMessages();
}
