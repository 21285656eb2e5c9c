/// <reference lib="webworker" />
import { openPartBeside } from '#platform/part-file';
import type { StreamCommand, StreamPortAnswer, StreamPortAsk, StreamReport } from '#protocol/stream-api';
import { Reader } from './reader.ts';

/* Reads part files for the browser while another worker writes them. Invariant: a handle is open exactly while its stream is. */

interface Stream {
  readonly reader: Reader;
  close(): void;
}

const streams = new Map<string, Promise<Stream | null>>();
const report = (message: StreamReport): void => self.postMessage(message);

async function open({ url, id, head, port }: Extract<StreamCommand, { kind: 'open' }>): Promise<Stream | null> {
  const part = await openPartBeside(id);
  if (part === null) throw new Error('this browser does not let a part file be read while it is written');
  const send = (answer: StreamPortAnswer): void =>
    port.postMessage(answer, typeof answer === 'string' ? [] : [answer.buffer]);
  const reader = new Reader(part, head, send);
  port.addEventListener('message', ({ data }: MessageEvent<StreamPortAsk>) => {
    if (data.kind === 'more') guard(url, () => reader.more(data.used));
    else close(url);
  });
  port.postMessage(head);
  port.start();
  return { reader, close: () => part.close() };
}

/** A part file that cannot be read ends its stream; the file is handed over whole, later. */
function guard(url: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    fail(url, error);
  }
}

function fail(url: string, error: unknown): void {
  console.error('A stream broke:', error);
  close(url);
  report({ kind: 'broken', url });
}

function close(url: string): void {
  const stream = streams.get(url);
  streams.delete(url);
  void stream?.then((opened) => {
    opened?.reader.break();
    opened?.close();
  });
}

function on(url: string, work: (reader: Reader) => void): void {
  void streams.get(url)?.then((stream) => guard(url, () => stream && work(stream.reader)));
}

self.addEventListener('message', ({ data }: MessageEvent<StreamCommand>) => {
  switch (data.kind) {
    case 'open': {
      const opening = open(data).catch((error: unknown) => {
        data.port.postMessage(null);
        fail(data.url, error);
        return null;
      });
      streams.set(data.url, opening);
      return;
    }
    case 'reach':
      return on(data.url, (reader) => reader.reach(data.to));
    case 'finish':
      return on(data.url, (reader) => reader.finish());
    case 'close':
      return close(data.url);
  }
});
