import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { questionOf, replyTo } from './dns.ts';

/** Answers look-ups of a few names, and says of all others that they do not exist. */
export interface Resolver {
  /** Look-ups so far. */
  readonly heard: number;
  close(): Promise<void>;
}

/** @param names IPv4 address by name. @throws when the port for it is not free */
export async function startResolver(address: string, names: ReadonlyMap<string, string>): Promise<Resolver> {
  const socket = createSocket('udp4');
  let heard = 0;
  socket.on('message', (message, from) => {
    const question = questionOf(message);
    // What is no look-up stays without an answer; the recording has it.
    if (!question) return;
    heard++;
    socket.send(replyTo(message, question, names.get(question.name) ?? null), from.port, from.address);
  });
  socket.bind(53, address);
  await once(socket, 'listening');
  return {
    get heard() {
      return heard;
    },
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}
