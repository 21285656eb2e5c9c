// Completes package-lock.json: `npm install` leaves out the optional bindings of foreign platforms whose packages the
// registry at hand does not carry, and `npm ci` then calls the lock out of sync. With --check it only reports.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

/** One package as package-lock.json describes it. */
interface Entry {
  version?: string;
  dev?: boolean | undefined;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, unknown>;
}
type Packages = Record<string, Entry>;
interface Gap {
  name: string;
  version: string;
  /** The package that asks for it. */
  asker: Entry;
}

const path = new URL('../package-lock.json', import.meta.url);
const operatingSystems = /darwin|linux|win32|freebsd|openbsd|netbsd|android|sunos|aix|openharmony/;
const processors = /arm64|x64|ia32|arm(?![a-z0-9])|ppc64(?:le)?|s390x|riscv64|loong64|mips64el|wasm32/;

/** Whether npm would find `name` from the package at `from`: in its own node_modules, or in one further up. */
function resolves(packages: Packages, from: string, name: string): boolean {
  if (packages[from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`]) return true;
  if (from === '') return false;
  return resolves(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

/** Platform fields from a binding's name, as its own manifest would state them. */
function platformOf(name: string): Partial<Entry> {
  const os = operatingSystems.exec(name)?.[0];
  const cpu = processors.exec(name)?.[0];
  const libc = name.includes('musl') ? 'musl' : name.includes('gnu') ? 'glibc' : undefined;
  return { ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }), ...(os && { os: [os] }) };
}

/** The optional packages that the lock names but does not describe. */
function gapsOf(packages: Packages): Gap[] {
  return Object.entries(packages).flatMap(([from, asker]) =>
    Object.entries(asker.optionalDependencies ?? {})
      .filter(([name]) => !resolves(packages, from, name) && !asker.peerDependenciesMeta?.[name])
      .map(([name, version]) => ({ name, version, asker })),
  );
}

/** The lock's packages with the gaps described; a gap asked for by range has no version to write down, and stays. */
function completed(packages: Packages, gaps: readonly Gap[]): Packages {
  const added = gaps
    .filter(({ version }) => /^\d/.test(version))
    .map(({ name, version, asker }): [string, Entry] => [
      `node_modules/${name}`,
      { version, ...platformOf(name), dev: asker.dev, optional: true },
    ]);
  const all = [...Object.entries(packages), ...added];
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Packages };
const gaps = gapsOf(lock.packages);
if (gaps.length > 0 && process.argv.includes('--check')) {
  const names = gaps.map(({ name, version }) => `  ${name}@${version}`).join('\n');
  console.error(`package-lock.json lacks ${gaps.length} optional packages; run: npm run lock\n${names}`);
  process.exitCode = 1;
} else if (gaps.length > 0) {
  const packages = completed(lock.packages, gaps);
  writeFileSync(path, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
  console.log(`added ${gaps.length} optional packages to the lock`);
}
