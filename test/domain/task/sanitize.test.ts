import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitizeFilename, sanitizeFolder } from '#domain/task/filename';

const sanitized = (name: string): string => sanitizeFilename(name).name;
const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Names made of what the rules are about, besides any text at all. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '.',
        '..',
        ' ',
        '~',
        '/',
        '\\',
        ':',
        '*',
        '<',
        '\u0338',
        'CON',
        'com¹',
        'CONIN$',
        'nul',
        '.lnk',
        '.URL',
        '.local',
        '.txt',
        '.tar.gz',
      ),
      fc.constantFrom(
        '\u202e',
        '\u200b',
        '\u0000',
        '\n',
        '\ud800',
        '\uffff',
        '\u3164',
        '.{00021401-0000-0000-C000-000000000046}',
        'desktop.ini',
        '.desktop',
        '.download',
      ),
      fc.constantFrom('é', 'e\u0301', '\u1100\u1161', '👩‍👩‍👧', '本', 'a'.repeat(120), '本'.repeat(80), ' '.repeat(230)),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('sanitizeFilename', () => {
  test.each<[why: string, name: string, expected: string]>([
    ['an ordinary name', 'report 2026 (final).pdf', 'report 2026 (final).pdf'],
    ['a name in any script', 'отчёт 本 مرحبا.pdf', 'отчёт 本 مرحبا.pdf'],
    ['dots in the middle', 'a..b...c.txt', 'a..b...c.txt'],
    ['emoji', '🎉.png', '🎉.png'],
    ['other signs', 'a~1 $b {c} `d`.C++', 'a~1 $b {c} `d`.C++'],
    ['a device name as the beginning of a word', 'console.log', 'console.log'],
    ['a device name behind a dot', 'my.con.txt', 'my.con.txt'],
  ])('keeps %s', (_why, name, expected) => {
    expect(sanitized(name)).toBe(expected);
  });

  test.each<[why: string, name: string, expected: string]>([
    ['path separators', '../../etc/passwd', '__.._etc_passwd'],
    ['Windows paths', 'C:\\Users\\x.txt', 'C__Users_x.txt'],
    ['the characters that file systems refuse', 'a"b*c/d:e<f>g?h\\i|j.txt', 'a_b_c_d_e_f_g_h_i_j.txt'],
    ['percent signs', '%HOME%/100%25.txt', '_HOME__100_25.txt'],
    ['control characters', 'a\u0000b\u001b\u007f\u0085c.txt', 'ab c.txt'],
    ['a bidirectional override', 'gpj\u202eexe.txt', 'gpjexe.txt'],
    ['zero width', 'a\u200b\u200d\ufeffb.txt', 'ab.txt'],
    ['white space of all kinds', ' a\t\r\n\u00a0\u3000b .txt ', 'a b .txt'],
    ['blanks that are letters', 'a.pdf\u3164\u3164\u115f.txt', 'a.pdf .txt'],
    ['lone surrogates', 'a\ud800b.txt', 'ab.txt'],
    ['non-characters', 'a\uffffb\u{1fffe}.txt', 'ab.txt'],
    ['a leading dot', '.htaccess', '_htaccess'],
    ['leading dots and spaces', ' .. .x', '_x'],
    ['a leading tilde', '~x', '_x'],
    ['a trailing tilde', 'x.txt~', 'x.txt_'],
    ['a tilde alone', '~', '_'],
    ['trailing dots and spaces', 'x.txt. . .', 'x.txt'],
    ['a decomposed letter', 'e\u0301.txt', '\u00e9.txt'],
    ['a letter that removing puts together', 'e\u200b\u0301.txt', '\u00e9.txt'],
  ])('repairs %s', (_why, name, expected) => {
    expect(sanitized(name)).toBe(expected);
  });

  const numbered = ['COM', 'LPT'].flatMap((port) => '0123456789¹²³'.split('').map((digit) => port + digit));
  test.each(['CON', 'prn', 'Aux', 'NUL', 'CLOCK$', 'CONIN$', 'conout$', ...numbered])(
    'makes no Windows device of %s',
    (device) => {
      for (const form of [device, `${device}.txt`, `${device}.tar.gz`, `${device} .txt`, `${device}   ..x`]) {
        expect(sanitized(form)).toBe(`_${form.replace(/ +/g, ' ')}`);
      }
      expect(sanitized(`${device}:`)).toBe(`${device}_`);
      expect(sanitized(`${device}. `)).toBe(`_${device}`);
    },
  );

  test.each(['desktop.ini', 'Thumbs.db'])('makes no file of %s that Windows obeys', (name) => {
    expect(sanitized(name)).toBe(`_${name}`);
    expect(sanitized(`my${name}`)).toBe(`my${name}`);
  });

  test.each(['x.lnk', 'x.LNK', 'x.local', 'x.url', 'x.scf', 'x.desktop', 'x.{20D04FE0-3AEA-1069-A2D8-08002B30309D}'])(
    'takes its power from %s',
    (name) => {
      expect(sanitized(name)).toBe(`${name}.download`);
      expect(sanitized(`${name}. `)).toBe(`${name}.download`);
    },
  );

  test.each(['', '.', '..', '...', ' ', '\u200b', '. .', '\u0000'])('never gives an empty name: %j', (name) => {
    expect(sanitized(name)).toBe('download');
  });

  test.each<[why: string, name: string, end: string]>([
    ['an extension', `${'a'.repeat(300)}.pdf`, 'aa.pdf'],
    ['a double extension of archives', `${'a'.repeat(300)}.tar.gz`, 'aa.tar.gz'],
    ['an extension behind letters of three bytes', `${'本'.repeat(100)}.pdf`, '本.pdf'],
  ])('cuts to 240 bytes and keeps %s', (_why, name, end) => {
    expect(bytes(sanitized(name))).toBeLessThanOrEqual(240);
    expect(bytes(sanitized(name))).toBeGreaterThan(237);
    expect(sanitized(name).endsWith(end)).toBe(true);
  });

  test('keeps a name of exactly 240 bytes, and cuts one of 241', () => {
    const fits = `${'a'.repeat(236)}.txt`;
    expect(sanitized(fits)).toBe(fits);
    expect(sanitized(`a${fits}`)).toBe(fits);
  });

  test('cuts between characters, never inside one', () => {
    expect(sanitized('😀'.repeat(100))).toBe('😀'.repeat(60));
    expect(sanitized(`a${'😀'.repeat(100)}`)).toBe(`a${'😀'.repeat(59)}`);
  });

  test('cuts plainly where what follows the last dot is no extension', () => {
    expect(sanitized(`a.${'b'.repeat(300)}`)).toBe(`a.${'b'.repeat(238)}`);
  });

  test('a shortcut bared by cutting is disarmed all the same', () => {
    expect(sanitized(`${'a'.repeat(236)}.lnk${'z'.repeat(40)}`)).toBe(`${'a'.repeat(231)}.download`);
  });

  test('a name of a million characters is cut in the blink of an eye', () => {
    const started = performance.now();
    for (const unit of ['.', ' ', 'a. ', '~', '{', '\u0301']) sanitized(`x${unit.repeat(1_000_000)}x`);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test.each(['invoice.pdf.exe', 'photo.JPG.scr', 'a.docx .js', 'film.mkv\u3164\u3164\u3164.exe', 'x.zip.bat'])(
    'warns of the double extension of %s',
    (name) => {
      expect(sanitizeFilename(name).doubleExtension).toBe(true);
    },
  );

  test.each([
    'a.pdf',
    'setup.exe',
    'setup-1.2.exe',
    'app.x64.exe',
    'a.tar.gz',
    'a.txt.pdf',
    'exe.pdf',
    'pdf.exe',
    'x.pdf.lnk',
  ])('does not warn of %s', (name) => {
    expect(sanitizeFilename(name).doubleExtension).toBe(false);
  });

  test('none of the refused forms ever comes out, and all that comes out goes in again unchanged', () => {
    const device = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i;
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 400 })), (input) => {
        const { name } = sanitizeFilename(input);
        expect(name).not.toBe('');
        expect(bytes(name)).toBeLessThanOrEqual(240);
        expect(name).not.toMatch(/["%*/:<>?\\|]/);
        expect(name).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}|[\u2028\u2029\u3164\u00a0]/u);
        expect(name).not.toMatch(/^[.~ ]|[.~ ]$| {2}/);
        expect(name).not.toMatch(device);
        expect(name).not.toMatch(/\.(lnk|local|url|scf|desktop|\{[^{}]*\})$/i);
        expect(name).not.toMatch(/^(desktop\.ini|thumbs\.db)$/i);
        expect(name).toBe(name.normalize('NFC'));
        expect(sanitizeFilename(name).name).toBe(name);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('sanitizeFolder', () => {
  test.each<[path: string, expected: string]>([
    ['', ''],
    ['Perseid', 'Perseid'],
    ['a/b c/d', 'a/b c/d'],
    ['a\\b', 'a/b'],
    ['/etc/cron.d', 'etc/cron.d'],
    ['C:\\Windows\\x', 'Windows/x'],
    ['../../x', 'x'],
    ['a/../b/./c', 'a/b/c'],
    ['a/.. /b', 'a/b'],
    ['a//b///', 'a/b'],
    [' / /\u200b/', ''],
    ['~/x', 'x'],
    ['~user/x', '_user/x'],
    ['.ssh/x', '_ssh/x'],
    ['con/aux.d/x', '_con/_aux.d/x'],
    ['a:b/c*', 'a_b/c_'],
    ['..', ''],
    ['/', ''],
  ])('%j becomes %j', (path, expected) => {
    expect(sanitizeFolder(path)).toBe(expected);
  });

  test('every part is a sanitised name, and a folder goes in again unchanged', () => {
    fc.assert(
      fc.property(hostile, (input) => {
        const folder = sanitizeFolder(input);
        if (folder !== '') for (const part of folder.split('/')) expect(sanitized(part)).toBe(part);
        expect(folder).not.toMatch(/^[a-z]:|\\/i);
        expect(sanitizeFolder(folder)).toBe(folder);
      }),
      { numRuns: 3000 },
    );
  });
});
