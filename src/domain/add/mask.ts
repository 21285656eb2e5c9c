import { sanitizeFilename, sanitizeFolder } from '../task/sanitize.ts';
import { fillMask, withinName, type OpenMask } from './open-mask.ts';

/** What can stand in braces in a mask. */
export const maskFields = ['name', 'ext', 'text', 'index', 'site', 'page', 'date'] as const;
type MaskField = (typeof maskFields)[number];

/** What is known of one link of many before its server says anything. */
export interface MaskFacts {
  /** Of the link. */
  readonly text: string;
  /** Its place among those that are added, from 1. */
  readonly index: number;
  /** Host name. */
  readonly site: string;
  /** Title of the page. */
  readonly page: string;
  /** Such as 2026-11-28. */
  readonly date: string;
}

type Part = string | { readonly field: MaskField; readonly digits: number };

/** A mask that was read. */
export interface Mask {
  readonly parts: readonly Part[];
}

/**
 * Reads a mask for names, such as `{page}/{index:3} {name}.{ext}`: fields in braces, all else as it is; `/` makes folders. `{index:3}` has
 * at least three digits.
 * @returns `wrong`: a field that there is not, or a brace that is not closed, as written
 */
export function readMask(text: string): Mask | { readonly wrong: string } {
  const parts: Part[] = [];
  for (const [piece, inner] of text.matchAll(/\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (piece === '{' || piece === '}') return { wrong: piece };
    if (inner === undefined) parts.push(piece);
    else {
      const part = fieldOf(inner);
      if (part === null) return { wrong: piece };
      parts.push(part);
    }
  }
  return { parts };
}

function fieldOf(inner: string): Part | null {
  const [, name, digits] = /^([a-z]+)(?::([1-9]))?$/.exec(inner.trim()) ?? [];
  const field = maskFields.find((one) => one === name);
  if (field === undefined || (digits !== undefined && field !== 'index')) return null;
  return { field, digits: Number(digits ?? 1) };
}

/** Fills in what is known of a link. The ending of its name stays open, unless the mask itself has one; after a last `/` all of it does. */
export function openMask({ parts }: Mask, facts: MaskFacts): OpenMask {
  const filled = parts.map((part): OpenMask[number] => {
    if (typeof part === 'string') return part;
    const { field, digits } = part;
    if (field === 'name' || field === 'ext') return { told: field };
    return withinName(field === 'index' ? String(facts.index).padStart(digits, '0') : facts[field]);
  });
  const last = parts.at(-1);
  const base: OpenMask = typeof last === 'string' && last.endsWith('/') ? [{ told: 'name' }] : [];
  return hasEnding(parts) ? filled : [...filled, ...base, { told: 'ending' }];
}

/** Whether the mask says how the name ends: by the server's ending, or one of its own. */
function hasEnding(parts: readonly Part[]): boolean {
  const base = parts.slice(parts.findLastIndex((part) => typeof part === 'string' && part.includes('/')) + 1);
  const last = parts.at(-1);
  return (
    base.some((part) => typeof part !== 'string' && part.field === 'ext') ||
    (typeof last === 'string' && /\.\p{L}[\p{L}\p{N}]{0,11}$/u.test(last))
  );
}

/** Where a mask puts a file: its sub-folder ('' for none) and its name, which can be saved under on every system. @param fileName as the server says */
export function nameBy(mask: OpenMask, fileName: string): { folder: string; name: string } {
  const path = fillMask(mask, fileName);
  const cut = path.lastIndexOf('/');
  return { folder: sanitizeFolder(path.slice(0, Math.max(cut, 0))), name: sanitizeFilename(path.slice(cut + 1)).name };
}

/** Whether what the server says of the file makes any difference. */
export function isOpen(mask: OpenMask): boolean {
  return mask.some((part) => typeof part !== 'string');
}
