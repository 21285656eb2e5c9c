import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import process from 'node:process';
import { ensureTcpdump } from '../../scripts/recorder.ts';
import { Signal } from '../../test/support/site/signal.ts';
import type { Contacts } from './contacts.ts';
import type { Enclosure } from './enclosure.ts';
import { packetOf } from './packet.ts';
import { PcapReader } from './pcap.ts';

/**
 * All interfaces, every packet, at once; its beginning is enough: headers, the head of a request, and a look-up, which has
 * at most 512 bytes over UDP (RFC 1035 section 2.3.4). In a buffer of 64 MiB what this process is late to read can wait.
 */
const options = ['-i', 'any', '-n', '-s', '4096', '-B', '65536', '-U', '--immediate-mode', '-Z', 'root', '-w', '-'];

/** Port of the marks: discard (RFC 863). */
const discard = 9;
/** For how long a mark may be on its way, ms. */
const patience = 10_000;

/** The recording of an enclosure's interface, summed up while it comes. */
export class Recording {
  readonly #child: ChildProcess;
  readonly #contacts: Contacts;
  readonly #marker: string;
  readonly #changed = new Signal();
  readonly #socket = createSocket('udp4');
  /** What tcpdump tells of itself. */
  #told = '';
  #problem: unknown = null;

  private constructor(child: ChildProcess, contacts: Contacts, marker: string) {
    this.#child = child;
    this.#contacts = contacts;
    this.#marker = marker;
    this.#listen();
  }

  /** Begins; when it returns, everything that passes is seen. @throws when nothing can be recorded */
  static async start({ within, marker, drivenAt }: Enclosure, contacts: Contacts): Promise<Recording> {
    // What drives the browser is ours.
    const filter = drivenAt === null ? [] : [`not (host 127.0.0.1 and tcp port ${drivenAt})`];
    const [enter = '', ...rest] = [...within, await ensureTcpdump(), ...options, ...filter];
    const child = spawn(enter, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    const recording = new Recording(child, contacts, marker);
    try {
      await recording.until(() => recording.#told.includes('listening on'), 'tcpdump listens');
    } catch (error) {
      await recording.#end();
      throw error;
    }
    return recording;
  }

  /** Begins a step of the walk: sends a mark past the interface, and waits until the recording has it. */
  async mark(step: string): Promise<void> {
    this.#socket.send(step, discard, this.#marker);
    await this.until(() => this.#contacts.step === step, `the mark "${step}" is in the recording`);
  }

  /** Waits until the condition holds; it is looked at whenever something passed. @throws when it never does */
  async until(condition: () => boolean, what: string): Promise<void> {
    await this.#changed.until(() => this.#problem !== null || condition(), what, patience);
    if (this.#problem !== null) throw new Error('The recording broke off.', { cause: this.#problem });
  }

  /** Ends it; what passed before the last mark is in it. @throws when it has not seen everything */
  async stop(): Promise<void> {
    await this.#end();
    const dropped = /(\d+) packets? dropped by kernel/.exec(this.#told)?.[1];
    if (dropped !== '0') throw new Error(`The recording is not complete. tcpdump says: ${this.#told}`);
  }

  readonly #kill = (): void => void this.#child.kill('SIGKILL');

  async #end(): Promise<void> {
    this.#socket.close();
    process.off('exit', this.#kill);
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGINT');
    await closed;
  }

  #listen(): void {
    process.on('exit', this.#kill);
    const reader = new PcapReader();
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      try {
        for (const frame of reader.read(chunk)) this.#contacts.note(packetOf(frame));
      } catch (error) {
        this.#problem ??= error;
      }
      this.#changed.notify();
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#told += chunk.toString();
      this.#changed.notify();
    });
    this.#child.once('error', (error) => this.#fail(error));
    this.#child.once('exit', () => this.#fail(new Error(`tcpdump ended: ${this.#told}`)));
  }

  #fail(error: Error): void {
    this.#problem ??= error;
    this.#changed.notify();
  }
}
