import { ensure } from './programs.ts';

/** The path of tcpdump, which records what passes a network interface: as `ensure`. */
export const ensureTcpdump = (): Promise<string> =>
  ensure({ title: 'tcpdump', names: ['tcpdump'], packages: ['tcpdump'], variable: 'PERSEID_TCPDUMP' });

/** The path of ip, which makes network namespaces: as `ensure`. */
export const ensureIp = (): Promise<string> =>
  ensure({ title: 'ip (iproute2)', names: ['ip'], packages: ['iproute2'], variable: 'PERSEID_IP' });
