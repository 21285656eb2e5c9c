import type * as z from 'zod/mini';
import { eraserHash } from '#domain/mirror/eraser';
import { giving } from '#domain/mirror/giving';
import { entryOf } from '#domain/mirror/sealing';
import { base64, bytesOf } from '../bytes.ts';
import { dayOf } from '../calendar.ts';
import { eraseBallot, recordBallot, type Ballot } from '../mirrors/ballot.ts';
import { accept, issue } from '../tokens/tokens.ts';
import { bodyOf } from './answer.ts';
import { json, type Route } from './app.ts';
import type { Limit } from './limits.ts';
import type { Parts } from './parts.ts';

const recorded = { recorded: true } as const;
const erased = { erased: true } as const;

/** What gives mirrors back, and takes that back: docs/mirror-protocol.md. */
export function givingRoutes(parts: Parts): Route[] {
  const { store, keys, config } = parts;
  return [
    route('tokens', 'token', giving.token, ({ blinded, nonce }) => {
      const { evaluated, proof } = issue(keys.token, bytesOf(blinded), bytesOf(nonce), config.work);
      return { evaluated: base64(evaluated), proof: base64(proof) };
    }),
    route('mirrors.give', 'write', giving.give, async (sent) => {
      const sealed = bytesOf(sent.sealed);
      await recordBallot(store, { ...ballotOf(parts, sent), entry: entryOf(sealed), sealed, vote: 1 });
      return recorded;
    }),
    route('mirrors.vote', 'write', giving.vote, async (sent) => {
      const vote = sent.vote === '+' ? 1 : -1;
      await recordBallot(store, { ...ballotOf(parts, sent), entry: bytesOf(sent.entry), sealed: null, vote });
      return recorded;
    }),
    route('mirrors.erase', 'write', giving.erase, async ({ tag, entry, token }) => {
      await eraseBallot(store, { tag: bytesOf(tag), entry: bytesOf(entry), eraser: eraserHash(bytesOf(token)) });
      return erased;
    }),
  ];
}

interface Message<Sends extends z.ZodMiniType, Reply extends z.ZodMiniType> {
  readonly path: string;
  readonly sends: Sends;
  readonly reply: Reply;
}

/** A route that takes a message of the protocol, and answers with what the protocol says. */
function route<Sends extends z.ZodMiniType, Reply extends z.ZodMiniType>(
  call: string,
  limit: Limit,
  { path, sends }: Message<Sends, Reply>,
  answer: (sent: z.output<Sends>) => z.output<Reply> | Promise<z.output<Reply>>,
): Route {
  return {
    method: 'POST',
    path,
    call,
    limit,
    handle: async (context) => json(await answer(await bodyOf(context, sends))),
  };
}

/** What contributions and votes have in common, with the token accepted. @throws ServiceError `token-refused` */
function ballotOf(
  { keys, now }: Parts,
  sent: { tag: string; eraser: string; token: { input: string; output: string } },
): Pick<Ballot, 'tag' | 'eraser' | 'spent' | 'day'> {
  const token = { input: bytesOf(sent.token.input), output: bytesOf(sent.token.output) };
  return {
    tag: bytesOf(sent.tag),
    eraser: bytesOf(sent.eraser),
    spent: accept(keys.token, token),
    day: dayOf(now()),
  };
}
