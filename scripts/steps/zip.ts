import { strict as assert } from 'node:assert';
import { zipSync, type Zippable } from 'fflate';

/** A file in a package. */
export interface Packed {
  /** From the top of the package, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Whether it is a program that can be started. */
  readonly executable?: boolean;
}

/** The first moment that a zip file can name, in whatever time zone: zip files keep the hands of a clock, and no zone. */
const always = new Date(1980, 0, 1);
const unix = 3;
const attributes = (executable = false): number => (0o100000 | (executable ? 0o755 : 0o644)) << 16;

/** A zip file whose bytes depend on the files' names and contents alone: sorted, at one fixed time, with fixed rights. */
export function zipOf(files: readonly Packed[]): Uint8Array {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const tree: Zippable = {};
  for (const { path, bytes, executable } of sorted) {
    assert(!(path in tree), `${path} is packed twice`);
    tree[path] = [bytes, { mtime: always, level: 9, os: unix, attrs: attributes(executable) }];
  }
  return zipSync(tree);
}
