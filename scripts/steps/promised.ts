/** The file is five times as fast with the extension as by the browser alone: what the README says of the demo. */
const leastSpeedup = 5;

/**
 * Holds the last line of the start command against what it promises.
 * @param stdout of `npm start -- --headless --json`
 * @returns what is wrong, in words; null: nothing
 */
export function startFault(stdout: string): string | null {
  const line = lastLine(stdout);
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    return `its last line is no JSON: ${line}`;
  }
  if (typeof said !== 'object' || said === null) return `its last line is no object: ${line}`;
  const { sha256, speedup } = said as { sha256?: unknown; speedup?: unknown };
  if (sha256 !== 'ok') return `the file did not arrive right: ${line}`;
  if (typeof speedup !== 'number' || !(speedup >= leastSpeedup))
    return `less than ${leastSpeedup} times as fast: ${line}`;
  return null;
}

/**
 * Holds the last line of the test command against what it promises.
 * @param stdout of `npm test`
 * @returns what is wrong, in words; null: nothing
 */
export function testFault(stdout: string): string | null {
  const line = lastLine(stdout);
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(line) ?? [];
  if (passed === undefined) return `its last line is not "N passed, N failed": ${line}`;
  return failed === '0' && passed !== '0' ? null : line;
}

function lastLine(stdout: string): string {
  return stdout.trimEnd().split('\n').at(-1) ?? '';
}
