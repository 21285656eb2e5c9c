import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const made = new Set<string>();

process.on('exit', removeAllTemporary);

/** Removes all that were made and are not removed yet: for who may be ended before his `exit`. */
export function removeAllTemporary(): void {
  for (const folder of made) removeTemporary(folder);
}

/** Makes an empty folder that is removed when the process ends, unless before. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `perseid-${purpose}-`));
  made.add(folder);
  return folder;
}

/** Removes a folder if `temporaryFolder` made it; any other is not ours to remove. */
export function removeTemporary(folder: string): void {
  if (made.delete(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
