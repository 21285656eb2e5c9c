import { fileKinds, type FileKind } from './file-kinds.ts';

export { fileKinds, type FileKind } from './file-kinds.ts';

const endings: Readonly<Record<Exclude<FileKind, 'other'>, string>> = {
  video: 'avi flv m2ts m4v mkv mov mp4 mpeg mpg ogv ts webm wmv',
  audio: 'aac aif aiff ape flac m4a mka mp3 oga ogg opus wav wma',
  picture: 'avif bmp gif heic jpeg jpg jxl png svg tif tiff webp',
  text: 'ass azw3 csv djvu doc docx epub htm html json md mobi nfo ods odt pdf ppt pptx rtf srt ssa sub txt vtt xls xlsx xml',
  archive: '7z bz2 gz img iso rar tar tgz xz zip zst',
  program: 'apk appimage bat cmd deb dll dmg exe jar msi pkg ps1 rpm sh',
};

const kinds: ReadonlyMap<string, FileKind> = new Map(
  fileKinds.flatMap((kind) =>
    kind === 'other' ? [] : endings[kind].split(' ').map((ending) => [ending, kind] as const),
  ),
);

/** The kind of a file, by how its name ends: nothing else is known of it before it is here. */
export function kindOfFile(name: string): FileKind {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return kinds.get(ending) ?? 'other';
}
