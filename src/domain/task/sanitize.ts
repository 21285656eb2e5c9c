import { isDangerousExtension } from '../source/dangerous-types.ts';

/** Bytes of UTF-8: file systems take 255, browsers add an ending while they write and ' (1)' when the name is taken. */
const maxBytes = 240;

/** Longer names are cut in the middle before anything else, so that no pattern below meets a text of any length. */
const workable = 2000;

/** White space (the byte order mark counts as such in JavaScript, but has no width), and characters that look like it. */
const blanks = /(?:[^\S\ufeff]|[\u0085\u115f\u1160\u2800\u3164\uffa0])+/g;

/** Control and format characters (bidirectional overrides, zero width …), lone surrogates, non-characters. */
const invisible = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Noncharacter_Code_Point}/gu;

/** What file systems refuse, and '%', which Chromium replaces by itself (a variable of the environment on Windows). */
const illegal = /["%*/:<>?\\|]/g;

/** Names that Windows takes for devices, alone and before any ending, and two that its Explorer obeys. */
const reserved =
  /^(?:(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(?:\.|$)|(?:desktop\.ini|thumbs\.db)$)/i;

/** Endings that make the system follow a file instead of showing it; `.{…}` is a class identifier. */
const followed = /\.(?:lnk|local|url|scf|desktop|\{[^{}]*\})$/i;

const ending = /(?:\.tar)?\.[\p{L}\p{N}_+-]{1,24}$/iu;

/** Endings of harmless files, which a program may put before its own to look like one. */
const decoys: ReadonlySet<string> = new Set(
  (
    'pdf txt rtf csv doc docx xls xlsx ppt pptx odt ods odp epub html htm xml json md ' +
    'jpg jpeg png gif webp avif heic svg bmp tif tiff ico mp3 m4a wav flac ogg opus mp4 m4v mkv mov avi webm ' +
    'zip 7z rar gz tgz tar bz2 xz zst iso img'
  ).split(' '),
);

/**
 * A base name that both browsers and all systems accept: the union of the browsers' rules (docs: file names), at most 240
 * bytes of UTF-8 with the extension kept, NFC, without path separators, never empty. Idempotent; never throws.
 * `doubleExtension`: it looks like a document but is a program (`invoice.pdf.exe`), which deserves a warning.
 */
export function sanitizeFilename(name: string): { name: string; doubleExtension: boolean } {
  const clean = cleaned(name) || 'download';
  const [, inner = '', outer = ''] = /\.([^. ]+) *\.([^.]+)$/.exec(clean) ?? [];
  return { name: clean, doubleExtension: isDangerousExtension(outer) && decoys.has(inner.toLowerCase()) };
}

/**
 * A sub-folder of Downloads: parts joined by '/', each sanitised like a name; '' for Downloads itself. What would lead
 * elsewhere (`..`, a leading '/', a drive, '~') is dropped. Idempotent; never throws.
 */
export function sanitizeFolder(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => !/^\s*(?:[a-z]:|~)\s*$/i.test(part));
  return parts
    .map(cleaned)
    .filter((part) => part !== '')
    .join('/');
}

/**
 * Applies the rules until none has anything to do, for cutting may bare what another rule forbids. That ends: after the
 * first pass only a leading '_' and a last '.download' are ever added, once each, and no rule touches them.
 */
function cleaned(name: string): string {
  let before = name.length > workable ? name.slice(0, workable / 2) + name.slice(-workable / 2) : name;
  let after = pass(before);
  while (after !== before) {
    before = after;
    after = pass(before);
  }
  return after;
}

/** Every rule once; '' when nothing is left. */
function pass(name: string): string {
  const visible = name.replace(blanks, ' ').replace(invisible, '').replace(blanks, ' ').normalize('NFC');
  const trimmed = visible
    .replace(illegal, '_')
    .replace(/[. ]+$/, '')
    .replace(/~$/, '_');
  // a leading dot hides a file; Chromium refuses '~' at either end
  const begun = trimmed.replace(/^[. ~]+/, (run) => (run.trim() === '' ? '' : '_'));
  const free = reserved.test(begun) ? `_${begun}` : begun;
  return shortened(followed.test(free) ? `${free}.download` : free);
}

function shortened(name: string): string {
  if (byteLength(name) <= maxBytes) return name;
  const extension = ending.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  let room = maxBytes - byteLength(extension);
  let kept = '';
  for (const character of stem) {
    room -= byteLength(character);
    if (room < 0) break;
    kept += character;
  }
  return kept + extension;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
