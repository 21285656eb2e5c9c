import { PerseidError } from '#domain/error';

/** The folder in the origin-private file system that holds the part files. */
const folderName = 'parts';

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

/** The part of `FileSystemSyncAccessHandle` that is used: TypeScript declares it for workers only. */
interface SyncHandle {
  getSize(): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  read(into: Uint8Array, options: { at: number }): number;
  flush(): void;
  truncate(size: number): void;
  close(): void;
}

/**
 * Opens the part file of a task, in a worker, for this caller alone; creates it when missing.
 * Writing throws PerseidError `disk-full` when the disk does not take it.
 */
export async function openPart(id: string): Promise<{
  size(): number;
  write(at: number, bytes: Uint8Array): void;
  read(at: number, into: Uint8Array): number;
  flush(): void;
  truncate(size: number): void;
  close(): void;
}> {
  const file = await (await folder()).getFileHandle(id, { create: true });
  const handle = await (file as unknown as { createSyncAccessHandle(): Promise<SyncHandle> }).createSyncAccessHandle();
  return {
    size: () => handle.getSize(),
    write(at, bytes) {
      if (onDisk(() => handle.write(bytes, { at })) !== bytes.byteLength) throw new PerseidError('disk-full');
    },
    read: (at, into) => handle.read(into, { at }),
    flush: () => onDisk(() => handle.flush()),
    truncate: (size) => onDisk(() => handle.truncate(size)),
    close: () => handle.close(),
  };
}

/** @throws PerseidError `disk-full` when the disk does not take it */
function onDisk<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DOMException) throw new PerseidError('disk-full');
    throw error;
  }
}

/** The part file as it lies there. Only after its handle is closed. @throws PerseidError `part-lost` */
export async function readPart(id: string): Promise<File> {
  try {
    return await (await (await folder()).getFileHandle(id)).getFile();
  } catch (error) {
    if (error instanceof DOMException) throw new PerseidError('part-lost');
    throw error;
  }
}

/** Deletes the part file; it may be gone already. */
export async function deletePart(id: string): Promise<void> {
  try {
    await (await folder()).removeEntry(id);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'NotFoundError') throw error;
  }
}

/** Ids of all part files there are. */
export async function listParts(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await folder()).keys()) names.push(name);
  return names;
}

/** Bytes that can still be stored on the profile's disk. */
export async function freeSpace(): Promise<number> {
  const { quota, usage } = await navigator.storage.estimate();
  return Math.max(0, (quota ?? 0) - (usage ?? 0));
}
