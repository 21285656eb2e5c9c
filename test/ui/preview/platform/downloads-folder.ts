import { calls } from '../engine.ts';

/** The file of download 2 (paper.pdf) has been deleted. */
export async function showInFolder(downloadId: number): Promise<boolean> {
  calls.push(`showInFolder ${downloadId}`);
  return downloadId !== 2;
}

export const openDownloadsFolder = () => calls.push('openDownloadsFolder');
