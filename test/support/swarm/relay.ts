import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import { ensureRelay } from '../../../scripts/relay.ts';
import { until } from '../until.ts';

/** coturn as Debian has it, which is heard on loopback: it asks for a name and a password, and says whom it hears. */
export class Relay {
  static readonly user = { peerServerName: 'someone', peerServerSecret: 'a secret' } as const;
  readonly #server: ChildProcess;
  readonly #port: number;
  /** What it says. */
  readonly log: string[] = [];

  private constructor(server: ChildProcess, port: number) {
    this.#server = server;
    this.#port = port;
    const { stdout } = server;
    if (stdout === null) throw new Error('coturn: nothing to read');
    createInterface({ input: stdout }).on('line', (line) => this.log.push(line));
  }

  static async start(): Promise<Relay> {
    const [program, port] = [await ensureRelay(), await freePort()];
    const { peerServerName, peerServerSecret } = Relay.user;
    const how = [
      '-n --no-cli --no-tls --no-dtls --no-tcp --verbose --log-file stdout --simple-log --pidfile /dev/null --userdb /dev/null',
      `--listening-ip 127.0.0.1 --relay-ip ${ownAddress()} --listening-port ${port} --allow-loopback-peers`,
      '--lt-cred-mech --realm example.test',
    ];
    const user = `${peerServerName}:${peerServerSecret}`;
    const server = spawn(program, [...how.flatMap((part) => part.split(' ')), '--user', user], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const relay = new Relay(server, port);
    await until(() => relay.log.some((line) => /IPv4\. UDP listener opened on: 127\.0\.0\.1/.test(line)), {
      what: 'coturn listens',
    });
    return relay;
  }

  get url(): string {
    return `turn:127.0.0.1:${this.#port}`;
  }

  /** How many words were said to it. */
  get heard(): number {
    return this.log.filter((line) => line.includes('incoming packet')).length;
  }

  /** How many got an address of its own to be met at. */
  get relayed(): number {
    return this.log.filter((line) => /ALLOCATE processed, success/.test(line)).length;
  }

  async close(): Promise<void> {
    const ended = once(this.#server, 'exit');
    this.#server.kill('SIGKILL');
    await ended;
  }
}

/** Where browsers of this machine can be met: what is sent there does not leave it. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
