import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/* A zip file whose entries are stored as they are: what Firefox installs for good has to be one. Records as in APPNOTE.TXT 4.3. */

const version = 20;
/** 1 January 1980, the first day that the format knows. */
const day = 0x21;

interface Entry {
  readonly name: Buffer;
  readonly bytes: Buffer;
  readonly at: number;
}

/** Puts a folder into a zip file. */
export function archive(folder: string, file: string): void {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const parts: Buffer[] = [];
  const entries: Entry[] = [];
  let at = 0;
  for (const path of names) {
    const entry = { name: Buffer.from(path.replaceAll('\\', '/')), bytes: readFileSync(join(folder, path)), at };
    const local = Buffer.concat([record(0x04034b50, [[version, 2], ...common(entry)]), entry.name, entry.bytes]);
    entries.push(entry);
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(entries.map(centralEntry));
  const counts: Field[] = [
    [entries.length, 2],
    [entries.length, 2],
  ];
  const end = record(0x06054b50, [[0, 2], [0, 2], ...counts, [directory.length, 4], [at, 4], [0, 2]]);
  writeFileSync(file, Buffer.concat([...parts, directory, end]));
}

/** A number, and in how many bytes. */
type Field = readonly [value: number, bytes: 2 | 4];

/** Flags (names in UTF-8), method (stored), time, day, checksum, both sizes, lengths of name and extra field. */
function common({ name, bytes }: Entry): Field[] {
  const size: Field = [bytes.length, 4];
  return [[0x0800, 2], [0, 2], [0, 2], [day, 2], [crc32(bytes), 4], size, size, [name.length, 2], [0, 2]];
}

function centralEntry(entry: Entry): Buffer {
  // After the common fields: comment, disk, internal and external attributes, place.
  const rest: Field[] = [
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 4],
    [entry.at, 4],
  ];
  return Buffer.concat([record(0x02014b50, [[version, 2], [version, 2], ...common(entry), ...rest]), entry.name]);
}

function record(signature: number, fields: readonly Field[]): Buffer {
  const all: Field[] = [[signature, 4], ...fields];
  const buffer = Buffer.alloc(all.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of all) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}
