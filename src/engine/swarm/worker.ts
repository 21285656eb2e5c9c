/// <reference lib="webworker" />
import { PerseidError } from '#domain/error';
import type { TaskId } from '#domain/task/task';
import { openPart } from '#platform/part-file';
import type { DiskAnswer, DiskQuestion } from '#protocol/disk-api';

/*
 * The engine's third worker: keeps the pieces of torrents in their part files. Invariant: questions on a task are answered in the order in
 * which they came, so that what was written before a flush is on the disk after it.
 */

type Part = Awaited<ReturnType<typeof openPart>>;
const parts = new Map<TaskId, Promise<Part>>();
let turn: Promise<void> = Promise.resolve();

function partOf(id: TaskId): Promise<Part> {
  const part = parts.get(id) ?? openPart(id);
  parts.set(id, part);
  return part;
}

async function answer(question: DiskQuestion): Promise<Uint8Array<ArrayBuffer> | null> {
  const { kind, id } = question;
  if (kind === 'close') {
    const open = parts.get(id);
    parts.delete(id);
    (await open)?.close();
    return null;
  }
  const part = await partOf(id);
  switch (kind) {
    case 'write':
      part.write(question.at, question.bytes);
      return null;
    case 'flush':
      part.flush();
      return null;
    case 'read': {
      const bytes = new Uint8Array(question.length);
      if (part.read(question.at, bytes) !== bytes.length) throw new PerseidError('part-lost');
      return bytes;
    }
  }
}

self.addEventListener('message', ({ data }: MessageEvent<DiskQuestion>) => {
  turn = turn.then(async () => {
    try {
      const bytes = await answer(data);
      self.postMessage({ nr: data.nr, ok: true, bytes } satisfies DiskAnswer, bytes === null ? [] : [bytes.buffer]);
    } catch (error) {
      const known = error instanceof PerseidError ? error.toTaskError() : null;
      const told = known ?? { code: 'internal' as const, detail: { message: String(error) } };
      self.postMessage({ nr: data.nr, ok: false, error: told } satisfies DiskAnswer);
    }
  });
});
