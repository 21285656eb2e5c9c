import { describe, expect, it } from 'vitest';
import { startFault, testFault } from '../../scripts/steps/promised.ts';

const line = (change: object): string =>
  `building …\n${JSON.stringify({ file: 'a.zip', bytes: 1, sha256: 'ok', seconds: 3.5, connections: 12, browserSeconds: 30.2, speedup: 8.6, ...change })}\n`;

describe('what the README promises of its two commands', () => {
  it('the start command’s last line', () => {
    expect(startFault(line({}))).toBeNull();
    expect(startFault(line({ speedup: 5 }))).toBeNull();
    expect(startFault(line({ speedup: 4.99 }))).toMatch(/^less than 5 times as fast: /);
    expect(startFault(line({ speedup: null }))).toMatch(/^less than 5/);
    expect(startFault(line({ sha256: 'bad' }))).toMatch(/^the file did not arrive right: /);
    expect(startFault(`${line({})}an error\n`)).toBe('its last line is no JSON: an error');
    expect(startFault('')).toBe('its last line is no JSON: ');
    expect(startFault('null')).toBe('its last line is no object: null');
  });

  it('the test command’s last line', () => {
    expect(testFault('ok  lint\n\n2187 passed, 0 failed\n')).toBeNull();
    expect(testFault('2187 passed, 5 failed')).toBe('2187 passed, 5 failed');
    expect(testFault('0 passed, 0 failed')).toBe('0 passed, 0 failed');
    expect(testFault('Segmentation fault')).toBe('its last line is not "N passed, N failed": Segmentation fault');
  });
});
