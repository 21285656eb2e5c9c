import { describe, expect, test } from 'vitest';
import type { LeaveReason } from '#domain/source/leave-reason';
import { decideTakeover, type Candidate } from '#domain/source/takeover';
import { defaultSettings, type Settings } from '#domain/settings/settings';

const mebibyte = 1024 * 1024;

/** A download that is taken over. */
const good: Candidate = {
  url: 'https://x.org/a.zip',
  finalUrl: 'https://cdn.net/a.zip',
  method: 'GET',
  byOtherExtension: false,
  incognito: false,
  defaultPartition: true,
  size: 100 * mebibyte,
  mime: 'application/zip',
  name: 'a.zip',
  flagged: false,
  bypassed: false,
  authenticated: false,
  hasAccess: true,
  asksWhere: false,
  siteUrl: 'https://page.example/',
  fastAlone: false,
  chosen: false,
};

const decide = (change: Partial<Candidate>, settings: Partial<Settings> = {}): LeaveReason | 'take' => {
  const decision = decideTakeover({ ...good, ...change }, { ...defaultSettings, ...settings });
  return decision.kind === 'take' ? 'take' : decision.reason;
};

/** What makes each rule apply, in the order in which reasons are shown. */
const causes: readonly (readonly [LeaveReason, Partial<Candidate>])[] = [
  ['private-window', { incognito: true }],
  ['scheme', { url: 'blob:https://x.org/1-2-3' }],
  ['other-extension', { byOtherExtension: true }],
  ['partition', { defaultPartition: false }],
  ['method', { method: 'POST' }],
  ['authenticated', { authenticated: true }],
  ['asks-where', { asksWhere: true }],
  ['site-off', { siteUrl: 'https://off.example/' }],
  ['key-held', { bypassed: true }],
  ['dangerous-type', { name: 'setup.exe' }],
  ['unknown-size', { size: null }],
  ['too-small', { size: 1 }],
  ['no-access', { hasAccess: false }],
  ['not-observed', { method: null }],
  ['as-fast-alone', { fastAlone: true }],
];
const settings = { sitesLeftAlone: ['off.example'] };

describe('decideTakeover', () => {
  test('takes an ordinary large download', () => {
    expect(decide({})).toBe('take');
    expect(decide({ siteUrl: null, name: null, mime: null, method: 'get' })).toBe('take');
  });

  test('takes what is as fast alone where the user wants everything', () => {
    expect(decide({ fastAlone: true }, { takeover: 'always' })).toBe('take');
  });

  test('takes what is as fast alone where the user has chosen it', () => {
    expect(decide({ fastAlone: true, chosen: true })).toBe('take');
  });

  test('asks where the user wants that, and takes what was chosen', () => {
    expect(decide({}, { takeover: 'ask' })).toBe('ask');
    expect(decide({ fastAlone: true, chosen: true }, { takeover: 'ask' })).toBe('take');
  });

  test.each(causes)('leaves for %s', (reason, cause) => {
    expect(decide(cause, settings)).toBe(reason);
  });

  const pairs = causes.flatMap((first, i) =>
    causes.slice(i + 1).map((second) => [first[0], second[0], { ...second[1], ...first[1] }] as const),
  );
  // a size that is unknown cannot be small as well, nor an unseen request a form
  const possible = pairs.filter(
    ([first, second]) =>
      `${first} ${second}` !== 'unknown-size too-small' && `${first} ${second}` !== 'method not-observed',
  );
  test.each(possible)('%s is shown before %s', (first, _second, both) => {
    expect(decide(both, settings)).toBe(first);
  });

  test.each([
    'blob:https://x.org/1',
    'data:text/plain,x',
    'ftp://x.org/a.zip',
    'file:///a.zip',
    'moz-extension://a/b',
    '',
    'x',
  ])('scheme: %j', (url) => {
    expect(decide({ url })).toBe('scheme');
    expect(decide({ finalUrl: url })).toBe('scheme');
  });

  test.each(['http://x.org/a.zip', 'HTTPS://x.org/a.zip'])('scheme: %s is taken', (url) => {
    expect(decide({ url, finalUrl: url })).toBe('take');
  });

  test.each(['POST', 'PUT', 'HEAD', ''])('method: %j', (method) => {
    expect(decide({ method })).toBe('method');
  });

  test.each(['https://user:pw@x.org/a.zip', 'https://user@x.org/a.zip', 'https://:pw@x.org/a.zip'])(
    'authenticated: credentials in %s',
    (url) => {
      expect(decide({ url })).toBe('authenticated');
      expect(decide({ finalUrl: url })).toBe('authenticated');
    },
  );

  test.each(['x.org', 'cdn.net', 'page.example'])(
    'site-off: %s, as host of the link, of the redirect or of the page',
    (site) => {
      expect(decide({}, { sitesLeftAlone: [site] })).toBe('site-off');
    },
  );

  test('site-off: a parent domain counts, a sub-domain does not', () => {
    expect(decide({ siteUrl: 'https://a.b.off.example/' }, { sitesLeftAlone: ['off.example'] })).toBe('site-off');
    expect(decide({ siteUrl: 'https://off.example/' }, { sitesLeftAlone: ['a.off.example'] })).toBe('take');
  });

  test.each<[why: string, change: Partial<Candidate>]>([
    ['the name', { name: 'a.msi' }],
    ['the type', { mime: 'application/x-msdownload' }],
    ['the link, while the name is unknown', { name: null, url: 'https://x.org/a.exe' }],
    ['where it led, while the name is unknown', { name: null, finalUrl: 'https://cdn.net/a.exe' }],
  ])('dangerous-type by %s, unless the user wants those too', (_why, change) => {
    expect(decide(change)).toBe('dangerous-type');
    expect(decide(change, { takeDangerous: true })).toBe('take');
  });

  test('too-small: below the minimum, which is changeable', () => {
    expect(decide({ size: 8 * mebibyte - 1 })).toBe('too-small');
    expect(decide({ size: 8 * mebibyte })).toBe('take');
    expect(decide({ size: 1000 }, { minimumSize: 1001 })).toBe('too-small');
    expect(decide({ size: 0 }, { minimumSize: 0 })).toBe('take');
  });

  test.each(['asks-where', 'authenticated', 'private-window'])('%s is always left, whatever is set', (reason) => {
    const cause = causes.find(([name]) => name === reason)?.[1] ?? {};
    expect(decide(cause, { minimumSize: 0, takeDangerous: true, sitesLeftAlone: [] })).toBe(reason);
  });

  test('access is asked for only where the download would then be taken; without it no request is seen', () => {
    expect(decide({ hasAccess: false, method: null })).toBe('no-access');
    expect(decide({ hasAccess: false, method: null, size: 1 })).toBe('too-small');
    expect(decide({ hasAccess: false, method: null, bypassed: true })).toBe('key-held');
  });
});
