/** Links that one text with ranges stands for, or what is wrong with a range of it. */
export type Expanded =
  | { readonly links: readonly string[] }
  | { readonly wrong: 'range-step' | 'range-letters' | 'range-many'; readonly range: string };

/** So many links at most come of one text. */
export const mostLinks = 10_000;

/** `[from:to]` or `[from:to:step]`, of numbers or of single letters. The address of a host in brackets (IPv6) is none: it has more colons. */
const rangePattern = /\[(\d+|[a-z]):(\d+|[a-z])(?::(\d+))?\]/gi;

/**
 * Writes out the ranges in an address: `[001:100]` keeps its zeros, `[a:z]` counts letters, a third number is the step, the second
 * one may be the smaller. Several ranges give every combination, the last one running fastest. What is no range stays as it is.
 */
export function expandRanges(text: string): Expanded {
  const parts: string[][] = [];
  let [end, count] = [0, 1];
  for (const match of text.matchAll(rangePattern)) {
    const [range, from = '', to = '', step = '1'] = match;
    const values = valuesOf(from, to, Number(step));
    if (typeof values === 'string') return { wrong: values, range };
    count *= values.length;
    if (count > mostLinks) return { wrong: 'range-many', range };
    parts.push([text.slice(end, match.index)], values);
    end = match.index + range.length;
  }
  const links = [...parts, [text.slice(end)]].reduce<string[]>(
    (heads, values) => heads.flatMap((head) => values.map((value) => head + value)),
    [''],
  );
  return { links };
}

function valuesOf(from: string, to: string, step: number): string[] | 'range-step' | 'range-letters' | 'range-many' {
  if (step === 0) return 'range-step';
  const numbers = /^\d/.test(from);
  if (numbers !== /^\d/.test(to)) return 'range-letters';
  // Between Z and a there are no letters.
  if (!numbers && /[a-z]/.test(from) !== /[a-z]/.test(to)) return 'range-letters';
  const [first, last] = numbers ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const count = Math.floor(Math.abs(last - first) / step) + 1;
  if (!(count <= mostLinks)) return 'range-many';
  const zeros = [from, to].some((one) => one.length > 1 && one.startsWith('0')) ? Math.max(from.length, to.length) : 0;
  return Array.from({ length: count }, (_, index) => {
    const value = first + Math.sign(last - first) * step * index;
    return numbers ? String(value).padStart(zeros, '0') : String.fromCharCode(value);
  });
}
