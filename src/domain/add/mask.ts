import { sanitizeFilename, sanitizeFolder } from '../task/sanitize.ts';

/** What can stand in braces in a mask. */
export const maskFields = ['name', 'ext', 'text', 'index', 'site', 'page', 'date'] as const;
type MaskField = (typeof maskFields)[number];

/** What is known of one link of many. */
export interface MaskFacts {
  /** As the address has it, with its ending. */
  readonly name: string;
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

/** The name that a mask gives a file, and the sub-folder ('' for none); both can be saved under on every system. */
export function nameBy({ parts }: Mask, facts: MaskFacts): { folder: string; name: string } {
  const path = parts.map((part) => (typeof part === 'string' ? part : valueOf(part, facts))).join('');
  const cut = path.lastIndexOf('/');
  return { folder: sanitizeFolder(path.slice(0, Math.max(cut, 0))), name: sanitizeFilename(path.slice(cut + 1)).name };
}

/** No value makes a folder of its own. */
function valueOf({ field, digits }: Exclude<Part, string>, facts: MaskFacts): string {
  const [, stem = '', ext = ''] = /^(.*?)((?:\.tar)?\.[\p{L}\p{N}]{1,12})?$/su.exec(facts.name) ?? [];
  const values: Readonly<Record<MaskField, string>> = {
    name: stem,
    ext: ext.slice(1),
    text: facts.text,
    index: String(facts.index).padStart(digits, '0'),
    site: facts.site,
    page: facts.page,
    date: facts.date,
  };
  return values[field].replaceAll(/[/\\]/g, '_').trim();
}
