import { type Range, totalBytes, withoutRanges } from '#domain/segment/range';
import type { RequestRecord } from '../support/site/log.ts';
import { readRange } from '../support/site/range.ts';

/**
 * Bytes that these requests asked for although they were here already. What was asked for, not what was sent: how much of
 * an answer lies unread in the buffers of a connection that is given up depends on the machine.
 * @param have what was here, inclusive positions
 * @param size of the file, bytes
 */
export function askedAgain(requests: readonly RequestRecord[], have: readonly Range[], size: number): number {
  const asked = requests.map(({ range }): Range => {
    const read = readRange(range, size);
    if (read === 'unsatisfiable') throw new Error(`Nothing of ${size} bytes is in ${range}.`);
    return { from: read?.from ?? 0, to: (read?.to ?? size - 1) + 1 };
  });
  return asked.reduce((sum, range) => sum + totalBytes([range]) - totalBytes(withoutRanges([range], have)), 0);
}
