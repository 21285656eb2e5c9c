import { decodeUtf8, percentBytes } from './text-bytes.ts';

/** The last part of the path that is not empty, its percent escapes decoded where they are valid UTF-8; '' for none. */
export function nameFromUrl(url: string): string {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return '';
  const last = new URL(url).pathname.split('/').findLast((part) => part !== '') ?? '';
  return last.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = percentBytes(escapes);
    return (bytes && decodeUtf8(bytes)) ?? escapes;
  });
}
