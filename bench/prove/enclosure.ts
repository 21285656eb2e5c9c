import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { removeTemporary, temporaryFolder } from '../../test/support/temporary.ts';

/** A network of its own: all that leaves it comes by one interface, and gets nowhere but to the addresses here. */
export interface Enclosure {
  /** Addresses of this machine, as seen from inside: for a site, and for a resolver, which programs inside ask. */
  readonly site: string;
  readonly resolver: string;
  /** Nobody has it: what is sent there from outside passes the interface, and nothing answers. */
  readonly marker: string;
  /** The command that enters it. */
  readonly within: readonly string[];
  close(): void;
}

/** Gateway and marker: hardware addresses that nobody has, of the kind that anybody may give himself. */
const nobody = '02:00:00:00:00:01';

/** Mounts are a namespace's own (ip-netns does that), so the machine keeps its resolv.conf. */
const withResolver = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"';

/**
 * Makes a network namespace with a pair of veth devices to this machine, IPv4 and IPv6, each with a default route. The
 * gateways are addresses that nobody has, so that packets to the whole world leave on the interface, and end there.
 * @throws unless root, or where there are no namespaces
 */
export function enclose(): Enclosure {
  if (process.getuid?.() !== 0)
    throw new Error('Recording every packet of a browser needs a network namespace: run this as root.');
  const name = `perseid-prove-${process.pid}`;
  // An interface's name has at most 15 characters, and two runs side by side must not meet.
  const [here, there] = [`pva${process.pid}`, `pvb${process.pid}`];
  const [site, resolver, inside, gateway, marker] = [1, 2, 3, 4, 5].map(addressOf) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const net6 = `fd70:${process.pid
    .toString(16)
    .padStart(6, '0')
    .replace(/(?=.{4}$)/, ':')}:`;
  const folder = temporaryFolder('resolver');
  writeFileSync(join(folder, 'resolv.conf'), `nameserver ${resolver}\n`);
  make('netns', 'add', name);
  const close = (): void => {
    process.off('exit', close);
    // Its end of the pair goes with it, and so the other one.
    execFileSync('ip', ['netns', 'del', name]);
    removeTemporary(folder);
  };
  process.on('exit', close);
  const commands = [
    `link add ${here} type veth peer name ${there} netns ${name}`,
    // Neither end has something to say by itself: no address of the link, no routers asked for.
    `link set ${here} addrgenmode none`,
    `-n ${name} link set ${there} addrgenmode none`,
    `addr add ${site}/28 dev ${here}`,
    `addr add ${resolver}/28 dev ${here}`,
    `link set ${here} up`,
    `neigh add ${marker} lladdr ${nobody} dev ${here} nud permanent`,
    `-n ${name} link set lo up`,
    `-n ${name} addr add ${inside}/28 dev ${there}`,
    `-n ${name} addr add ${net6}:3/64 dev ${there} nodad`,
    `-n ${name} link set ${there} up`,
    `-n ${name} neigh add ${gateway} lladdr ${nobody} dev ${there} nud permanent`,
    `-n ${name} neigh add ${net6}:4 lladdr ${nobody} dev ${there} nud permanent`,
    `-n ${name} route add default via ${gateway}`,
    `-n ${name} -6 route add default via ${net6}:4`,
  ];
  try {
    for (const command of commands) make(...command.split(' '));
  } catch (error) {
    close();
    throw error;
  }
  const enter = ['ip', 'netns', 'exec', name, 'sh', '-c', withResolver, 'sh', join(folder, 'resolv.conf')];
  return { site, resolver, marker, within: enter, close };
}

/** The nth address of 16 that belong to this process, of 10.128.0.0/9. */
function addressOf(nth: number): string {
  const number = (process.pid % 2 ** 19) * 16 + nth;
  return `10.${128 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
}

function make(...args: string[]): void {
  try {
    execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim() ?? String(error);
    throw new Error(`No network namespace to record in can be made here: ip ${args.join(' ')}: ${said}`, {
      cause: error,
    });
  }
}
