import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = { [key: string]: unknown };

/** A profile folder, as the browser finds it at its start. All of it is written while no browser runs on it. */
export class Profile {
  readonly folder: string;
  readonly #preferencesFile: string;

  constructor(folder: string) {
    this.folder = folder;
    this.#preferencesFile = join(folder, 'Default', 'Preferences');
  }

  /**
   * Sets preferences, each by its dotted name.
   * (Not by DevTools' Browser.setDownloadBehavior: that changes how downloads behave for extensions.)
   */
  setPreferences(values: Record<string, unknown>): void {
    this.#edit((preferences) => {
      for (const [name, value] of Object.entries(values)) setDeep(preferences, name.split('.'), value);
    });
  }

  /** Whether `noteInstalled` was called for this profile and extension folder. */
  hasInstalled(extension: string): boolean {
    return existsSync(this.#note) && readFileSync(this.#note, 'utf8') === extension;
  }

  noteInstalled(extension: string): void {
    writeFileSync(this.#note, extension);
  }

  get #note(): string {
    return join(this.folder, 'perseid-installed');
  }

  /**
   * Keeps an extension installed over a restart, as one that the user loaded unpacked. By itself the browser drops what
   * DevTools installed (creation flag 2^15), and has forgotten what is younger than its last write of the preferences.
   */
  keepInstalled(extension: string): void {
    const unpacked = { path: extension, location: 4, creation_flags: 38, disable_reasons: [] };
    this.#edit((preferences) => {
      setDeep(preferences, ['extensions', 'ui', 'developer_mode'], true);
      const id = extensionIdOf(extension);
      for (const [key, value] of Object.entries(unpacked))
        setDeep(preferences, ['extensions', 'settings', id, key], value);
    });
  }

  /** Whether the browser's own record on the disk knows the extension and the events it listens to. */
  recordsListeners(extension: string): boolean {
    const settings = getDeep(this.#read(), ['extensions', 'settings', extensionIdOf(extension)]);
    return (
      isJson(settings) && Array.isArray(settings['serviceworkerevents']) && settings['serviceworkerevents'].length > 0
    );
  }

  #edit(change: (preferences: Json) => void): void {
    const preferences = this.#read();
    change(preferences);
    mkdirSync(join(this.folder, 'Default'), { recursive: true });
    writeFileSync(this.#preferencesFile, JSON.stringify(preferences));
  }

  #read(): Json {
    if (!existsSync(this.#preferencesFile)) return {};
    const preferences: unknown = JSON.parse(readFileSync(this.#preferencesFile, 'utf8'));
    if (!isJson(preferences)) throw new Error(`${this.#preferencesFile} holds no object`);
    return preferences;
  }
}

/** The id Chromium gives to an unpacked extension without `key`: half the SHA-256 of its folder, in letters a to p. */
export function extensionIdOf(folder: string): string {
  const half = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return half.replace(/./g, (digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)));
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function setDeep(target: Json, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = isJson(target[key]) ? target[key] : {};
  target[key] = inner;
  setDeep(inner, rest, value);
}

function getDeep(target: Json, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isJson(value) ? value[key] : undefined), target);
}
