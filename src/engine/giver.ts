import { toBase64 } from '#domain/base64';
import { isPublicAnswer } from '#domain/mirror/public-answer';
import type { Row } from '#domain/mirror/sealing';
import { addressOf } from '#domain/source/address';
import { readAnswer } from '#domain/source/answer';
import type { TaskEvent } from '#domain/task/reduce';
import { identityOf } from '#domain/task/search';
import type { Task, TaskId } from '#domain/task/task';
import type { Client } from '#platform/message';
import { transferFetch } from '#platform/transfer-fetch';
import type { backgroundApi } from '#protocol/background-api';
import { talliedOpen } from './http/tallied.ts';
import { Tally } from './tally.ts';

interface GiverPorts {
  readonly background: Client<typeof backgroundApi>;
  readonly dispatch: (id: TaskId, event: TaskEvent) => Promise<void>;
  /** The engine page is not closed meanwhile. */
  readonly during: (work: () => Promise<void>) => Promise<void>;
}

/** Until a server has answered that is asked whether anybody may know the file, ms. */
const patience = 20_000;

/** Gives back what a finished download has shown: where its file is, if anybody may know that; and which mirrors brought wrong bytes. */
export class Giver {
  readonly #ports: GiverPorts;

  constructor(ports: GiverPorts) {
    this.#ports = ports;
  }

  /** Never rejects: what cannot be given is not given. */
  offer(task: Task): Promise<void> {
    return this.#ports.during(async () => {
      try {
        await this.#offer(task);
      } catch (error) {
        console.error('Nothing is given back of a download:', error);
      }
    });
  }

  async #offer(task: Task): Promise<void> {
    const file = identityOf(task);
    if (file === null || !(await this.#ports.background('mirrors.giving', {})).on) return;
    const address = await this.#publicAddress(task, file.size);
    const { sealAddress } = await import('#domain/mirror/sealing');
    const rowOf = (url: string) => textOf(sealAddress(file, url));
    const given = address === null ? [] : [{ what: 'give' as const, ...rowOf(address) }];
    const votes = task.search.wrong.map((url) => ({ what: 'vote' as const, ...rowOf(url), sealed: null }));
    if (given.length + votes.length > 0) await this.#ports.background('mirrors.give', { all: [...given, ...votes] });
  }

  /** Where the bytes came from; null: it is not for everybody. */
  async #publicAddress(task: Task, size: number): Promise<string | null> {
    const { url, finalUrl, mirror } = task.source;
    const address = addressOf(finalUrl ?? url);
    const { isGivable } = await import('#domain/mirror/givable');
    if (mirror !== undefined || !isGivable(address)) return null;
    return (await this.#isPublic(task, address, size)) ? new URL(address).href : null;
  }

  /** Asks for one byte, without cookies: a file of the same length and version must be there for everybody. */
  async #isPublic(task: Task, address: string, size: number): Promise<boolean> {
    const { id } = task;
    const tally = new Tally(Date.now, (host) => void this.#ports.dispatch(id, { kind: 'asked', host }));
    const request = { url: address, from: size - 1, to: size, ifRange: null, bare: true, direct: true };
    try {
      const answer = await talliedOpen(transferFetch, tally)(request, AbortSignal.timeout(patience));
      answer.cancel();
      const headers = (name: string): string | null => answer.header(name);
      const judged = readAnswer({
        status: answer.status,
        headers,
        requested: { from: size - 1, to: size },
        now: Date.now(),
      });
      return isPublicAnswer(judged, headers, { size, validator: task.file?.validator ?? null });
    } catch (error) {
      console.info('Not given back, for it is not there for everybody:', error);
      return false;
    } finally {
      const traffic = tally.take();
      if (traffic.length > 0) await this.#ports.dispatch(id, { kind: 'traffic', traffic });
    }
  }
}

const textOf = ({ tag, entry, sealed }: Row) => ({
  tag: toBase64(tag),
  entry: toBase64(entry),
  sealed: toBase64(sealed),
});
