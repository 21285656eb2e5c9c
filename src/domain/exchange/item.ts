import * as z from 'zod/mini';
import { readHex } from '../check/algorithm.ts';
import { webAddress } from '../mirror/mirror.ts';
import { choiceOf } from '../swarm/swarm.ts';
import { folderOf, nameOf } from '../task/progress.ts';
import { sanitizeFilename, sanitizeFolder } from '../task/sanitize.ts';
import type { Task } from '../task/task.ts';
import { givenSchema, type Given } from './given.ts';

/** One download of a list that is taken along or brought. */
export interface Item extends Given {
  readonly url: string;
}

/** A download of which nothing is told but its address. */
export const plainItem = (url: string): Item => ({ url, ...z.parse(givenSchema, {}) });

/** What a list says of a task: all that the user has set of it, and enough to fetch the same file again elsewhere. */
export function itemOf(task: Task): Item {
  const { source, expected, mirrors, priority, speedLimit, startAt, swarm } = task;
  const isNamed = task.file !== null || task.name !== null;
  return {
    url: source.url,
    name: isNamed ? (task.name ?? nameOf(task)) : null,
    mask: isNamed ? null : task.mask,
    folder: folderOf(task),
    page: source.page,
    referrer: source.referrer,
    mirrors: mirrors.map(({ url }) => url),
    // The checksums of single pieces are the longest part by far, and can be had again.
    expected: { ...expected, size: expected.size ?? task.file?.size ?? null, pieces: null },
    priority,
    speedLimit,
    startAt,
    paused: task.state.kind === 'paused' && task.state.because === 'user',
    search: !task.search.off,
    files: swarm && (swarm.content ? choiceOf(swarm.content) : (swarm.wish ?? null)),
    sharing: swarm && swarm.sharing,
  };
}

/** The same with names that lead nowhere else, and without what is no address or no checksum. */
export function safeItem(item: Item): Item {
  const { size, hashes } = item.expected;
  const sound = hashes.flatMap((hash) => {
    const value = readHex(hash.algorithm, hash.value);
    return value === null ? [] : [{ ...hash, value }];
  });
  return {
    ...item,
    page: pageIn(item.page),
    referrer: pageIn(item.referrer),
    mirrors: item.mirrors.flatMap((mirror) => webAddress(mirror) ?? []),
    expected: {
      size: size !== null && Number.isSafeInteger(size) && size >= 0 ? size : null,
      hashes: sound,
      pieces: null,
    },
    name: item.name === null ? null : sanitizeFilename(item.name).name,
    folder: item.folder === null ? null : sanitizeFolder(item.folder),
  };
}

const pageIn = (text: string | null): string | null =>
  text !== null && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
