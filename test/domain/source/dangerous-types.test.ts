import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDangerousExtension, isDangerousType } from '#domain/source/dangerous-types';

const page = 'https://x.org/get';

describe('isDangerousType', () => {
  test.each(
    (
      'exe com scr msi msix dll bat cmd ps1 vbs vbe js jse wsf hta reg lnk url scf desktop jar jnlp apk deb rpm appimage run sh bash py pl ' +
      'dmg pkg mpkg app command webloc crx xpi docm xlsm pptm xll mdb accdb chm'
    ).split(' '),
  )('.%s is dangerous, in any case', (extension) => {
    expect(isDangerousType(`setup.${extension}`, null, page)).toBe(true);
    expect(isDangerousType(`SETUP.${extension.toUpperCase()}`, null, page)).toBe(true);
  });

  test.each(
    (
      'zip 7z rar tar gz tgz xz zst bz2 iso img vhd vhdx vmdk wim qcow2 mp4 mkv webm mp3 flac jpg png webp pdf txt csv json xml epub docx xlsx ' +
      'pptx odt mat mar smi cdr bin gguf safetensors parquet torrent html svg'
    ).split(' '),
  )('.%s is not', (extension) => {
    expect(isDangerousType(`file.${extension}`, null, page)).toBe(false);
  });

  test.each(['setup', '', '.', 'exe', 'my exe', 'setup.exe.zip', '1.2.3'])('%j is not', (name) => {
    expect(isDangerousType(name, null, page)).toBe(false);
  });

  test.each([
    'setup.exe.',
    'setup.exe ',
    'setup.exe. .',
    'setup.e\u200bxe',
    'setup.\u202eexe',
    'a.pdf.exe',
    `${'a'.repeat(1000)}.exe`,
  ])('%j is seen through', (name) => {
    expect(isDangerousType(name, null, page)).toBe(true);
  });

  test.each([
    'application/x-msdownload',
    'application/vnd.microsoft.portable-executable',
    'application/x-msi',
    'application/x-sh',
    'application/java-archive',
    'application/vnd.android.package-archive',
    'Application/X-MSDownload; charset=binary',
  ])('%s is dangerous whatever the name', (mime) => {
    expect(isDangerousType('file.zip', mime, page)).toBe(true);
    expect(isDangerousType(null, mime, page)).toBe(true);
  });

  test.each(['application/octet-stream', 'application/zip', 'text/javascript', 'video/mp4', '', 'x'])(
    '%j says nothing against a file',
    (mime) => {
      expect(isDangerousType('file.zip', mime, page)).toBe(false);
    },
  );

  test('the address counts where there is no name, or one without an ending', () => {
    expect(isDangerousType(null, null, 'https://x.org/setup.exe?v=1')).toBe(true);
    expect(isDangerousType('setup', null, 'https://x.org/setup.exe')).toBe(true);
    expect(isDangerousType(null, null, 'https://x.org/a.zip?name=setup.exe')).toBe(false);
    expect(isDangerousType(null, null, 'https://x.com')).toBe(false);
    expect(isDangerousType(null, null, 'not an address.exe')).toBe(false);
  });

  test('a name with an ending wins over the address: a script that serves a film is no script', () => {
    expect(isDangerousType('film.mkv', null, 'https://x.org/get.asp?id=5')).toBe(false);
  });

  test('never throws', () => {
    const text = fc.option(fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, text, fc.string(), (name, mime, url) => typeof isDangerousType(name, mime, url) === 'boolean'),
    );
  });
});

test('isDangerousExtension takes the ending without its dot', () => {
  expect(isDangerousExtension('EXE')).toBe(true);
  expect(isDangerousExtension('.exe')).toBe(false);
  expect(isDangerousExtension('')).toBe(false);
});
