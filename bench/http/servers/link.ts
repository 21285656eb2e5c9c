import { execFileSync } from 'node:child_process';
import process from 'node:process';

/** A network of its own with one link to this machine, shaped to a rate in both directions. */
export interface ShapedLink {
  /** This machine's address on it. */
  readonly address: string;
  /** The command that enters it. */
  readonly within: readonly string[];
  close(): void;
}

/** At most this much passes at once: the largest packet that Linux hands to a link in one piece, twice. */
const burst = '128kb';
/** What waits for its turn longer than this is dropped. */
const latency = '20ms';

/**
 * Makes a network namespace and a pair of veth devices, each end held to the rate by a token bucket (tc-tbf).
 * @param rate bits/s
 * @throws unless root
 */
export function shapeLink(rate: number): ShapedLink {
  if (process.getuid?.() !== 0)
    throw new Error('A shaped link needs a network namespace, and only root may make one: run this as root.');
  const name = `perseid-${process.pid}`;
  // An interface's name has at most 15 characters, and two runs side by side must not meet.
  const [here, there] = [`pb${process.pid}`, `pc${process.pid}`];
  const net = `10.213.${process.pid % 250}`;
  const ip = (...args: string[]): void => void execFileSync('ip', args);
  ip('netns', 'add', name);
  const close = (): void => {
    process.off('exit', close);
    // Its end of the pair goes with it, and so the other one.
    ip('netns', 'del', name);
  };
  process.on('exit', close);
  ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name);
  ip('addr', 'add', `${net}.1/30`, 'dev', here);
  ip('link', 'set', here, 'up');
  for (const args of [
    ['addr', 'add', `${net}.2/30`, 'dev', there],
    ['link', 'set', there, 'up'],
    ['link', 'set', 'lo', 'up'],
  ])
    ip('-n', name, ...args);
  const within = ['ip', 'netns', 'exec', name];
  const shape = ['root', 'tbf', 'rate', `${rate}bit`, 'burst', burst, 'latency', latency];
  execFileSync('tc', ['qdisc', 'add', 'dev', here, ...shape]);
  execFileSync('ip', ['netns', 'exec', name, 'tc', 'qdisc', 'add', 'dev', there, ...shape]);
  return { address: `${net}.1`, within, close };
}
