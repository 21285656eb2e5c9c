// Runs after `npm run build` and `npm run build:e2e`: holds the four builds against each other and against the source.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firefoxPermissions } from '#domain/policy/disclosures';
import { languageTags } from '#domain/i18n/languages';
import { builtPurposes } from '#domain/policy/unbuilt';
import { listingIn } from '../../scripts/steps/listing.ts';
import { permissionReasons } from '../../scripts/steps/permission-reasons.ts';
import { importCircles } from '../../scripts/steps/import-circles.ts';
import { permissionsMatchUse } from './rules/permissions.ts';
import { root, sourcesIn } from './source.ts';

type Manifest = Readonly<Record<string, unknown>>;

const anySite = ['*://*/*'];
const browsers = ['chrome', 'firefox'] as const;

/** The folder of a build. A missing one is an error that says how to make it. */
function folderOf(name: string): string {
  const folder = join(root, '.output', name);
  if (!existsSync(folder)) throw new Error(`${folder} is missing; run: npm run build && npm run build:e2e`);
  return folder;
}

const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(folderOf(name), 'manifest.json'), 'utf8')) as Manifest;

/** A list in a manifest; a list that is not there is empty. */
const listOf = (manifest: Manifest, key: string): string[] => (manifest[key] ?? []) as string[];

/** Every file of a build but the manifest, with its bytes as text that can be compared. */
function filesOf(name: string): Record<string, string> {
  const folder = folderOf(name);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths
      .map((path): [string, string] => [path.slice(folder.length), readFileSync(path, 'base64')])
      .filter(([path]) => path !== '/manifest.json'),
  );
}

const permissionsOf = (manifest: Manifest): string[] => [
  ...listOf(manifest, 'permissions'),
  ...listOf(manifest, 'optional_permissions'),
];

describe.each(browsers)('%s', (browser) => {
  const normal = `${browser}-mv3`;
  const e2e = `${browser}-mv3-e2e`;

  it('AP6: loads nothing from elsewhere and sends no form', () => {
    const { extension_pages: csp } = manifestOf(normal)['content_security_policy'] as { extension_pages: string };
    const parts = csp
      .split('; ')
      .map((part): [string, string[]] => [part.split(' ')[0] ?? '', part.split(' ').slice(1)]);
    const { 'connect-src': connects, ...rest } = Object.fromEntries(parts);
    expect(rest['default-src']).toEqual(["'none'"]);
    expect(rest['form-action']).toEqual(["'none'"]);
    expect(rest['base-uri']).toEqual(["'none'"]);
    expect(new Set(Object.values(rest).flat())).toEqual(new Set(["'none'", "'self'", "'wasm-unsafe-eval'"]));
    // Downloads and trackers: closed further by the rules for the doors.
    expect(connects).toEqual(["'self'", 'http:', 'https:', 'ws:', 'wss:']);
  });

  it('the e2e build differs only in being granted at install what is asked for later', () => {
    const { optional_host_permissions: offered, optional_permissions: later, ...shipped } = manifestOf(normal);
    const { host_permissions: granted, ...tested } = manifestOf(e2e);
    const permissions = [...(later as string[]), ...listOf(shipped, 'permissions')];
    expect(tested).toEqual({ ...shipped, permissions });
    expect(offered).toEqual(anySite);
    expect(granted).toEqual(anySite);
    const files = filesOf(normal);
    expect(Object.keys(files)).toContain('/background.js');
    expect(filesOf(e2e)).toEqual(files);
  });

  it('asks for no site at install, and opens itself to no page', () => {
    const manifest = manifestOf(normal);
    for (const key of ['host_permissions', 'content_scripts', 'externally_connectable', 'web_accessible_resources']) {
      expect(manifest, key).not.toHaveProperty(key);
    }
  });

  it('PT1: asks for what the code uses, and for nothing else', () => {
    const elsewhere = browsers.flatMap((other) => permissionsOf(manifestOf(`${other}-mv3`)));
    expect(permissionsMatchUse(permissionsOf(manifestOf(normal)), elsewhere)(sourcesIn('src'))).toEqual([]);
  });
});

it('the stores are told why, of every permission, and of none that is not asked for', () => {
  const asked = browsers.flatMap((browser) => {
    const manifest = manifestOf(`${browser}-mv3`);
    return [...permissionsOf(manifest), ...listOf(manifest, 'optional_host_permissions')];
  });
  expect(Object.keys(permissionReasons).toSorted()).toEqual([...new Set(asked)].toSorted());
});

it('Firefox is told what the registry of purposes says', () => {
  expect(manifestOf('firefox-mv3')).toMatchObject({
    browser_specific_settings: { gecko: { data_collection_permissions: firefoxPermissions(builtPurposes) } },
  });
});

describe('the description', () => {
  /** The folders that Chromium and Firefox know, by our languages. */
  const folders = { pt: ['pt_BR', 'pt_PT'], zh: ['zh_CN'] } as const;

  it.each(browsers)('is the listing’s summary, in every language of ours (%s)', (browser) => {
    const build = `${browser}-mv3`;
    const wanted = languageTags.flatMap((tag) =>
      (tag in folders ? folders[tag as keyof typeof folders] : [tag]).map((folder) => [folder, listingIn(tag).summary]),
    );
    const locales = join(folderOf(build), '_locales');
    const written = readdirSync(locales).map((folder) => {
      const words: unknown = JSON.parse(readFileSync(join(locales, folder, 'messages.json'), 'utf8'));
      return [folder, words];
    });
    expect(Object.fromEntries(written)).toEqual(
      Object.fromEntries(wanted.map(([folder, message]) => [folder, { summary: { message } }])),
    );
    expect(manifestOf(build)).toMatchObject({ description: '__MSG_summary__', default_locale: 'en' });
  });
});

describe('private windows', () => {
  it.each(browsers)('the extension is not there (%s)', (browser) => {
    expect(manifestOf(`${browser}-mv3`)['incognito']).toBe('not_allowed');
  });
});

describe('built scripts', () => {
  it.each(browsers)('import one another in no circle (%s)', (browser) => {
    expect(importCircles(folderOf(`${browser}-mv3`))).toEqual([]);
  });
});
