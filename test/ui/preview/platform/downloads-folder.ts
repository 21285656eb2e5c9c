import type { Shown } from '../../../../src/platform/downloads-folder.ts';
import { calls } from '../engine.ts';

/** The file of download 2 (paper.pdf) has been deleted. */
export async function showInFolder(downloadId: number): Promise<Shown> {
  calls.push(`showInFolder ${downloadId}`);
  return downloadId === 2 ? 'gone' : 'shown';
}

export const openDownloadsFolder = () => calls.push('openDownloadsFolder');
