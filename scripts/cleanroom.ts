// `npm run cleanroom`: what a newcomer sees. Clones HEAD into an empty folder, gives it a fresh HOME (so a fresh npm
// cache too) and a minimal environment, and runs both README commands there with the machine's own Node. Changes that
// are not committed are not in it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { root, run } from './steps/command.ts';
import { startFault, testFault } from './steps/promised.ts';

const commands = [
  { command: 'npm ci && npm start -- --headless --json', fault: startFault },
  { command: 'npm ci && npm test', fault: testFault },
];

/** What a machine needs to reach its package registry: certificates, proxies, and npm's own settings of the machine. */
const reachesOut = /^(SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|(https?|no)_proxy|npm_config_(registry|cafile))$/i;

/** The clone's environment: no variable of ours, of npm's scripts, or of the caller's tool chains. */
function freshEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => reachesOut.test(name));
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(delimiter),
    HOME: home,
    LANG: 'C.UTF-8',
  };
}

const folder = mkdtempSync(join(tmpdir(), 'perseid-cleanroom-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const clone = join(folder, 'perseid');
const home = join(folder, 'home');
const env = freshEnvironment(home);
const failures: string[] = [];
mkdirSync(home);
if (execFileSync('git', ['status', '--porcelain'], { cwd: root }).length > 0) {
  console.log('note: this checkout has changes that are not committed; the clean room runs HEAD');
}
execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone], { stdio: 'inherit' });
for (const { command, fault } of commands) {
  console.log(`\n$ ${command}   (HOME=${home}, not ${homedir()})`);
  const { code, stdout } = await run('bash', ['-c', command], { cwd: clone, env, live: 'too', minutes: 60 });
  const wrong = code === 0 ? fault(stdout) : `exit ${code}`;
  if (wrong !== null) failures.push(`${command}: ${wrong}`);
}
console.log(failures.length === 0 ? '\nclean room: both commands passed' : `\nclean room: ${failures.join('\n')}`);
process.exitCode = failures.length > 0 ? 1 : 0;
