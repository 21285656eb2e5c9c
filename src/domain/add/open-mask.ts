import * as z from 'zod/mini';

/** What of a name only the server tells: its name without the ending, its ending; `ending`: the same, with its point, where it is not there yet. */
const told = ['name', 'ext', 'ending'] as const;

/** A mask for names in which all is filled in but what the server tells: in order, texts as they are and what is open. */
export const openMaskSchema = z.array(z.union([z.string(), z.object({ told: z.enum(told) })]));
export type OpenMask = z.infer<typeof openMaskSchema>;

/** The path that a mask gives a file, as it is written: not yet made fit for saving. @param fileName as the server says, with its ending */
export function fillMask(mask: OpenMask, fileName: string): string {
  const [, stem = '', ending = ''] = /^(.*?)((?:\.tar)?\.[\p{L}\p{N}]{1,12})?$/su.exec(fileName) ?? [];
  let path = '';
  for (const part of mask) {
    if (typeof part === 'string') path += part;
    else if (part.told === 'name') path += withinName(stem);
    else if (part.told === 'ext') path += ending.slice(1);
    else if (!path.toLowerCase().endsWith(ending.toLowerCase())) path += ending;
  }
  return path;
}

/** No value makes a folder of its own. */
export function withinName(value: string): string {
  return value.replaceAll(/[/\\]/g, '_').trim();
}
