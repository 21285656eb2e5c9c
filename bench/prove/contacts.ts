import { hostOf, questionOf } from './dns.ts';
import type { Packet } from './packet.ts';
import { Requests } from './requests.ts';

/** What went between the browser and one host. */
export interface Contact {
  /** To and from its addresses, without look-ups. */
  packets: number;
  /** Of these, whole IP packets. */
  bytes: number;
  /** Look-ups of its name. */
  names: number;
  /** Packets and look-ups by the step of the walk in which they passed. */
  by: Record<string, number>;
}

/** By name; by address where it was contacted without one. */
export type Hosts = Record<string, Contact>;

/** Where packets go that are not a contact of a host. */
export interface Surroundings {
  readonly resolver: string;
  readonly marker: string;
  /** Name by address. */
  readonly names: ReadonlyMap<string, string>;
}

/** What is counted before the first mark. */
const atFirst = 'before';

/** Sums up a recording while it comes. */
export class Contacts {
  readonly hosts: Hosts = {};
  readonly requests = new Requests();
  /** Look-ups at our resolver. */
  lookUps = 0;
  #step = atFirst;
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** The last mark that passed: the step that what follows belongs to. */
  get step(): string {
    return this.#step;
  }

  note(packet: Packet): void {
    const { outgoing, local, carries, payload, remotePort } = packet;
    if (carries === 'link') return;
    // Its answer came late: whoever asked waits no more, or is gone. The look-up itself was counted.
    if (carries === 'unreachable' && outgoing && packet.remote === this.#around.resolver) return;
    // Only from outside can a packet come in that is for nobody.
    if (!outgoing && local === this.#around.marker) return void (this.#step = payload.toString());
    this.requests.note(packet, this.#step);
    const question = carries === 'udp' && remotePort === 53 ? questionOf(payload) : null;
    const asksUs = question !== null && packet.remote === this.#around.resolver;
    if (question && outgoing) this.#contact(hostOf(question.name)).names++;
    if (asksUs) this.lookUps += outgoing ? 1 : 0;
    else this.#addTo(this.#around.names.get(packet.remote) ?? packet.remote, packet.bytes);
  }

  #addTo(host: string, bytes: number): void {
    const contact = this.#contact(host);
    contact.packets++;
    contact.bytes += bytes;
  }

  /** The host's, one more thing being counted. */
  #contact(host: string): Contact {
    const contact = (this.hosts[host] ??= { packets: 0, bytes: 0, names: 0, by: {} });
    contact.by[this.#step] = (contact.by[this.#step] ?? 0) + 1;
    return contact;
  }
}
