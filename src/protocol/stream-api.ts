import type { TaskId } from '#domain/task/task';

/** The browser asks for a stream: service worker → engine page, with a port. */
export interface StreamCall {
  readonly kind: 'stream';
  readonly url: string;
}

export const isStreamCall = (data: unknown): data is StreamCall =>
  typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'stream';

/** First through that port: what the file is called, and its bytes. null: there is no such stream. */
export interface StreamHead {
  readonly name: string;
  readonly size: number;
}

/** Then a chunk for every time one is asked for, until its end. Not validated: all of it is one program. */
export type StreamPortAnswer = Uint8Array<ArrayBuffer> | 'end' | 'broken';
/** `more`: the next chunk is wanted; `used`: memory of an earlier one, to be filled again. */
export type StreamPortAsk = { readonly kind: 'more'; readonly used: ArrayBuffer | null } | { readonly kind: 'end' };

/** Engine page → the worker that reads part files for the browser. */
export type StreamCommand =
  | { kind: 'open'; url: string; id: TaskId; head: StreamHead; port: MessagePort }
  /** Bytes from the beginning that are recorded. */
  | { kind: 'reach'; url: string; to: number }
  /** The file is verified: the last byte may go, too. */
  | { kind: 'finish'; url: string }
  /** Nobody may read any more. */
  | { kind: 'close'; url: string };

/** Worker → engine page: the part file cannot be read. */
export interface StreamReport {
  readonly kind: 'broken';
  readonly url: string;
}
