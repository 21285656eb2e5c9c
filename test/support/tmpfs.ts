import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const mounted = new Set<SmallDisk>();

process.on('exit', () => {
  for (const disk of mounted) disk.unmount();
});

/** A disk of its own, of a few megabytes: a tmpfs. Only root may mount one. */
export class SmallDisk {
  readonly folder: string;

  /** @param megabytes MiB */
  constructor(megabytes: number) {
    if (process.getuid?.() !== 0) {
      throw new Error(
        'A full disk is shown on a small tmpfs of its own, and only root may mount one: run this as root.',
      );
    }
    this.folder = mkdtempSync(join(tmpdir(), 'perseid-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'perseid-test', this.folder]);
    mounted.add(this);
  }

  /** Makes it larger, or smaller. @param megabytes MiB */
  resize(megabytes: number): void {
    execFileSync('mount', ['-o', `remount,size=${megabytes}m`, this.folder]);
  }

  /** Nobody may write on it any more, or again. */
  protect(on: boolean): void {
    execFileSync('mount', ['-o', `remount,${on ? 'ro' : 'rw'}`, this.folder]);
  }

  /** Something else takes all the room that is left, but for so many bytes. @returns gives it back */
  fill(leaving = 0): () => void {
    const spared = join(this.folder, 'spared');
    writeFileSync(spared, Buffer.alloc(leaving, 1));
    const filler = join(this.folder, 'filler');
    const file = openSync(filler, 'w');
    const block = Buffer.alloc(1 << 20);
    for (let room = true; room;) room = takes(file, block);
    for (let room = true; room;) room = takes(file, block.subarray(0, 4096));
    closeSync(file);
    rmSync(spared);
    return () => rmSync(filler);
  }

  /** Takes it away, also from processes that are about to end. */
  unmount(): void {
    if (!mounted.delete(this)) return;
    execFileSync('umount', ['--lazy', this.folder]);
    rmSync(this.folder, { recursive: true });
  }
}

/** Writes a block. @returns false when the disk is full */
function takes(file: number, block: Buffer): boolean {
  try {
    return writeSync(file, block) === block.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
