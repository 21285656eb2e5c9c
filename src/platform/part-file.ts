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

/** So that what is written can be read by another worker meanwhile. A browser that does not know the mode keeps it for the first. */
const shared = { mode: 'readwrite-unsafe' } as const;

async function openHandle(file: FileSystemFileHandle): Promise<SyncHandle> {
  type Opener = { createSyncAccessHandle(options: typeof shared): Promise<SyncHandle> };
  return (file as unknown as Opener).createSyncAccessHandle(shared);
}

/**
 * Opens the part file of a task, in a worker; creates it when missing. Invariant: one caller at a time writes it.
 * Writing throws PerseidError `disk-full` when the disk has no room for it, `disk-failed` when it does not take it all the same.
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
  const handle = await openHandle(file);
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

/** @throws PerseidError `disk-full` or `disk-failed` when the disk does not take it */
function onDisk<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isNamed(error, 'QuotaExceededError')) throw new PerseidError('disk-full');
    if (error instanceof DOMException)
      throw new PerseidError('disk-failed', { message: `${error.name}: ${error.message}` });
    throw error;
  }
}

/**
 * Opens the part file of a task for reading, in a worker, while another may write it.
 * @returns null when this browser does not allow that
 * @throws PerseidError `part-lost`
 */
export async function openPartBeside(id: string): Promise<{
  readonly read: (at: number, into: Uint8Array) => number;
  close(): void;
} | null> {
  try {
    const handle = await openHandle(await (await folder()).getFileHandle(id));
    return { read: (at, into) => handle.read(into, { at }), close: () => handle.close() };
  } catch (error) {
    if (isNamed(error, 'NoModificationAllowedError')) return null;
    if (error instanceof DOMException) throw new PerseidError('part-lost');
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

/** Beside the part file of a torrent: its .torrent file, by which the pieces are known. */
const infoName = (id: string): string => `${id}.info`;

/** Stores the .torrent file of a task: all of it or, after a crash, what was there before. */
export async function saveInfo(id: string, bytes: Uint8Array): Promise<void> {
  const file = await (await folder()).getFileHandle(infoName(id), { create: true });
  const writing = await file.createWritable();
  await writing.write(bytes as Uint8Array<ArrayBuffer>);
  await writing.close();
}

/** @returns null: there is none */
export async function readInfo(id: string): Promise<Uint8Array | null> {
  try {
    const file = await (await (await folder()).getFileHandle(infoName(id))).getFile();
    return file.size === 0 ? null : new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (isNamed(error, 'NotFoundError')) return null;
    throw error;
  }
}

/** It may be gone already. */
export async function deleteInfo(id: string): Promise<void> {
  try {
    await (await folder()).removeEntry(infoName(id));
  } catch (error) {
    if (!isNamed(error, 'NotFoundError')) throw error;
  }
}

/** Somebody who reads along closes the file within this time, ms. */
const patience = 5000;
const pause = 20;

/** Deletes the part file; it may be gone already, or still be read by somebody who has been told to stop. */
export async function deletePart(id: string): Promise<void> {
  for (let waited = 0; ; waited += pause) {
    try {
      return await (await folder()).removeEntry(id);
    } catch (error) {
      if (isNamed(error, 'NotFoundError')) return;
      if (!isNamed(error, 'NoModificationAllowedError') || waited >= patience) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

/** Whatever lies beside the folder of the part files, where nothing should. */
export async function foldersLeft(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
  return names.filter((name) => name !== folderName);
}

/** Ids of the tasks of which there is a part file, or what belongs to one. */
export async function listParts(): Promise<string[]> {
  const names = new Set<string>();
  for await (const name of (await folder()).keys()) names.add(name.replace(/\.info(?:\.crswap)?$/, ''));
  return [...names];
}

/**
 * Bytes that can still be stored on the profile's disk. Firefox gives a tenth of the disk, and 10 GiB at most, to whom has not asked to
 * keep what it stores; an extension with `unlimitedStorage` is not refused, and the user is not asked.
 */
export async function freeSpace(): Promise<number> {
  const { storage } = navigator;
  // No service worker has it.
  await (storage as Partial<StorageManager>).persist?.();
  const { quota, usage } = await storage.estimate();
  return Math.max(0, (quota ?? 0) - (usage ?? 0));
}
