import { styleText } from 'node:util';
import { run } from './command.ts';
import { one, type Step } from './step.ts';

const commands = {
  'lock complete': ['node', 'scripts/lock.ts', '--check'],
  types: ['tsc', '-p', '.'],
  'types of the domain': ['tsc', '-p', 'src/domain'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  format: ['oxfmt', '--check'],
  'unused code': ['knip'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

/** What can be checked without running the product. Output is shown in one piece, and only when something is wrong. */
export const staticChecks: Step[] = Object.entries(commands).map(([name, [command, ...args]]) => ({
  name,
  run: async () => {
    const { code, output } = await run(command, args, { minutes: 5 });
    console.log(`${code === 0 ? styleText('green', 'ok') : styleText('red', 'FAILED')} ${name}`);
    if (code !== 0) console.log(output.trim());
    return one(code === 0);
  },
}));
