import * as z from 'zod/mini';
import { PerseidError } from '#domain/error';

/*
 * Files that the user has picked in one of our pages, on their way to the engine page: messages of the extension carry no files, a channel
 * between pages of one origin does. No bytes are read on the way.
 */

const channelName = 'files-to-share';
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wanted'), id: z.string() }),
  z.object({ kind: z.literal('files'), id: z.string(), files: z.array(z.file()) }),
  z.object({ kind: z.literal('progress'), id: z.string(), share: z.number() }),
]);
type Message = z.infer<typeof messageSchema>;

/** The page that has them answers within this time, ms. */
const patience = 10_000;

function listen(channel: BroadcastChannel, heard: (message: Message) => void): void {
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = z.safeParse(messageSchema, data);
    if (message.success) heard(message.data);
  });
}

/**
 * Gives files to the engine page when it asks for them, and hears how far it is, until it is called back.
 * @param id names the torrent that is to be made of them
 * @param onProgress told the share of their bytes that was read, 0 to 1
 */
export function offerFiles(id: string, files: readonly File[], onProgress: (share: number) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  listen(channel, (message) => {
    if (message.id !== id) return;
    if (message.kind === 'wanted') channel.postMessage({ kind: 'files', id, files: [...files] } satisfies Message);
    if (message.kind === 'progress') onProgress(message.share);
  });
  return () => channel.close();
}

/** The files for a torrent, from the page that has them. @throws PerseidError `file-unreadable`: none has */
export function takeFiles(id: string): Promise<File[]> {
  const channel = new BroadcastChannel(channelName);
  return new Promise<File[]>((resolve, reject) => {
    const timer = setTimeout(() => reject(new PerseidError('file-unreadable')), patience);
    listen(channel, (message) => {
      if (message.kind !== 'files' || message.id !== id) return;
      clearTimeout(timer);
      resolve(message.files);
    });
    channel.postMessage({ kind: 'wanted', id } satisfies Message);
  }).finally(() => channel.close());
}

/** Tells whoever has them how far they are read, 0 to 1; the returned function ends that. */
export function progressTeller(id: string): { tell: (share: number) => void; end: () => void } {
  const channel = new BroadcastChannel(channelName);
  return {
    tell: (share) => channel.postMessage({ kind: 'progress', id, share } satisfies Message),
    end: () => channel.close(),
  };
}

/** A file's bytes, as they come. @throws PerseidError `file-unreadable`: it was changed or taken away */
export async function readFile(file: File, take: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      console.info('A file cannot be read:', file.name, error);
      throw new PerseidError('file-unreadable');
    });
    if (done) return;
    await take(value);
  }
}
