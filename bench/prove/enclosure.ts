import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensureIp } from '../../scripts/recorder.ts';
import { browserName } from '../../test/support/browser/browser-name.ts';
import { removeTemporary, temporaryFolder } from '../../test/support/temporary.ts';
import { type Addresses, addressesFor } from './addresses.ts';
import { Bridge } from './bridge.ts';

/** A network of its own: all that leaves it comes by one interface, and gets nowhere but to the addresses of this machine. */
export interface Enclosure extends Pick<Addresses, 'site' | 'resolver' | 'marker'> {
  /** The command that enters it. */
  readonly within: readonly string[];
  /** The port over which the browser inside is driven, on the loopbacks of both sides; null: it is not driven over any. */
  readonly drivenAt: number | null;
  /** Pulls the cable out of the machine inside, or puts it in again. */
  plug(inserted: boolean): void;
  close(): void;
}

/** The two ends of its link: on this machine, and inside. */
interface Devices {
  readonly here: string;
  readonly there: string;
}

/** A hardware address that nobody has, of the kind that anybody may give himself. */
const nobody = '02:00:00:00:00:01';

/** Mounts are a namespace's own (ip-netns does that), so the machine keeps its resolv.conf. */
const withResolver = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"';

/**
 * Makes a network namespace with a pair of veth devices to this machine, IPv4 and IPv6, each with a default route. The
 * gateways are nobody, so that packets to the whole world leave on the interface, and end there. It is removed by `close`,
 * or when the process ends.
 * @throws unless root, or where there are no namespaces
 */
export async function enclose(): Promise<Enclosure> {
  if (process.getuid?.() !== 0)
    throw new Error('Recording every packet of a browser needs a network namespace: run this as root.');
  const ip = await ensureIp();
  const name = `perseid-prove-${process.pid}`;
  const addresses = addressesFor(process.pid);
  // An interface's name has at most 15 characters.
  const devices = { here: `pva${process.pid}`, there: `pvb${process.pid}` };
  const folder = temporaryFolder('resolver');
  const resolvConf = join(folder, 'resolv.conf');
  writeFileSync(resolvConf, `nameserver ${addresses.resolver}\n`);
  const within = [ip, 'netns', 'exec', name, 'sh', '-c', withResolver, 'sh', resolvConf];
  run(ip, `netns add ${name}`);
  let bridge: Bridge | null = null;
  const close = (): void => {
    process.off('exit', close);
    bridge?.close();
    // Its end of the pair goes with it, and so the other one.
    execFileSync(ip, ['netns', 'del', name]);
    removeTemporary(folder);
  };
  process.on('exit', close);
  try {
    for (const command of linkUp(name, devices, addresses)) run(ip, command);
    if (browserName === 'firefox') bridge = await Bridge.open(within);
  } catch (error) {
    close();
    throw error;
  }
  return {
    ...addresses,
    within,
    drivenAt: bridge?.port ?? null,
    plug: (inserted) => run(ip, `link set ${devices.here} ${inserted ? 'up' : 'down'}`),
    close,
  };
}

/** What ip has to do for the link of a namespace. */
function linkUp(name: string, { here, there }: Devices, at: Addresses): string[] {
  return [
    `link add ${here} type veth peer name ${there} netns ${name}`,
    // Neither end has something to say by itself: no address of the link, no routers asked for.
    `link set ${here} addrgenmode none`,
    `-n ${name} link set ${there} addrgenmode none`,
    `addr add ${at.site}/28 dev ${here}`,
    `addr add ${at.resolver}/28 dev ${here}`,
    `link set ${here} up`,
    `neigh add ${at.marker} lladdr ${nobody} dev ${here} nud permanent`,
    `-n ${name} link set lo up`,
    `-n ${name} addr add ${at.inside}/28 dev ${there}`,
    `-n ${name} addr add ${at.inside6}/64 dev ${there} nodad`,
    `-n ${name} link set ${there} up`,
    `-n ${name} neigh add ${at.gateway} lladdr ${nobody} dev ${there} nud permanent`,
    `-n ${name} neigh add ${at.gateway6} lladdr ${nobody} dev ${there} nud permanent`,
    `-n ${name} route add default via ${at.gateway}`,
    `-n ${name} -6 route add default via ${at.gateway6}`,
  ];
}

function run(ip: string, command: string): void {
  try {
    execFileSync(ip, command.split(' '), { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim() ?? String(error);
    throw new Error(`No network namespace to record in can be made here: ip ${command}: ${said}`, { cause: error });
  }
}
