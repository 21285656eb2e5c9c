// `npm run service`: starts the service, or does one thing with its data. docs/service.md says how it is run.
import process from 'node:process';
import { commands } from './commands.ts';
import { readConfig } from './config.ts';
import { refusalOf, traceOf } from './http/answer.ts';
import { ServiceError } from './service-error.ts';

const [name = 'start', ...args] = process.argv.slice(2);
try {
  const command = commands[name];
  if (!command)
    throw new ServiceError(
      'setting',
      `npm run service -- COMMAND, where COMMAND is one of: ${Object.keys(commands).join(', ')}`,
    );
  await command(readConfig(process.env), args);
} catch (error) {
  const { code, message } = refusalOf(error);
  console.error(
    code === 'internal' ? `${error instanceof Error ? error.message : String(error)}\n${traceOf(error)}` : message,
  );
  process.exitCode = 1;
}
