import { parseContentDisposition } from './content-disposition.ts';
import { nameFromUrl } from './name-from-url.ts';
import { counted } from './numbered.ts';
import { sanitizeFilename } from './sanitize.ts';

export { sanitizeFilename, sanitizeFolder } from './sanitize.ts';

/**
 * The name to save a file under, sanitised: what the server says, else what the browser made of the link (it knows
 * `<a download>`), else the end of the address, else its host.
 * @param input.disposition value of Content-Disposition
 * @param input.browserName base name of the browser's own item
 * @param input.url where the answer came from
 */
export function chooseFilename(input: { disposition: string | null; browserName: string | null; url: string }): string {
  const told = input.disposition === null ? null : parseContentDisposition(input.disposition).filename;
  const fromUrl = nameFromUrl(input.url);
  return sanitizeFilename(told || browserChoice(input.browserName, fromUrl) || fromUrl || hostName(input.url)).name;
}

/** Whether two names are of one file, but for the number that a browser puts into a name that is taken. */
export function isSameName(one: string, other: string): boolean {
  return uncounted(one) === uncounted(other);
}

function uncounted(name: string): string {
  return sanitizeFilename(name.replace(counted, '')).name;
}

/** The browser's name; '' when it is the address's own, numbered because such a file existed: we number anew when saving. */
function browserChoice(browserName: string | null, fromUrl: string): string {
  if (browserName === null || fromUrl === '') return browserName ?? '';
  return uncounted(browserName) === sanitizeFilename(fromUrl).name ? '' : browserName;
}

/** Without dots, for 'example.com' would be a program on Windows. */
function hostName(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replaceAll('.', '-') : '';
}
