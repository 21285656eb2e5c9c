import { expect, it } from 'vitest';
import { permissionsMatchUse } from './rules/permissions.ts';

const calls = [{ path: 'src/platform/a.ts', text: "// downloads.\nawait browser.alarms.create('x', { when });" }];

it('a permission that is asked for must be used', () => {
  expect(permissionsMatchUse(['alarms'])(calls)).toEqual([]);
  expect(permissionsMatchUse(['alarms', 'downloads'])(calls)).toEqual([
    expect.stringContaining('"downloads" is asked for'),
  ]);
  expect(permissionsMatchUse(['alarms', 'unheardOf'])(calls)).toEqual([expect.stringContaining('"unheardOf"')]);
});

it('an API taken from the browser under another name counts as used', () => {
  const text = 'const rules = () => (browser as unknown as { declarativeNetRequest: Rules }).declarativeNetRequest;';
  const sources = [{ path: 'src/platform/a.ts', text }];
  expect(permissionsMatchUse(['declarativeNetRequestWithHostAccess'])(sources)).toEqual([]);
});

it('a permission that is used must be asked for, here or in the other browser', () => {
  expect(permissionsMatchUse([])(calls)).toEqual([expect.stringContaining('"alarms" is used')]);
  expect(permissionsMatchUse([], ['alarms'])(calls)).toEqual([]);
});
