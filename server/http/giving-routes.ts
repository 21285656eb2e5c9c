import { eraserHash } from '#domain/mirror/eraser';
import { giving } from '#domain/mirror/giving';
import { entryOf } from '#domain/mirror/sealing';
import { base64, bytesOf } from '../bytes.ts';
import { dayOf } from '../calendar.ts';
import { eraseBallot, recordBallot } from '../mirrors/ballot.ts';
import { accept, issue } from '../tokens/tokens.ts';
import { bodyOf } from './answer.ts';
import { json, type Route } from './app.ts';
import type { Parts } from './parts.ts';

/** What gives mirrors back, and takes that back: docs/mirror-protocol.md. */
export function givingRoutes(parts: Parts): Route[] {
  return [tokenRoute(parts), giveRoute(parts), voteRoute(parts), eraseRoute(parts)];
}

function tokenRoute({ keys, config }: Parts): Route {
  return {
    method: 'POST',
    path: giving.token.path,
    call: 'tokens',
    limit: 'token',
    handle: async (context) => {
      const { blinded, nonce } = await bodyOf(context, giving.token.sends);
      const { evaluated, proof } = issue(keys.token, bytesOf(blinded), bytesOf(nonce), config.work);
      return json({ evaluated: base64(evaluated), proof: base64(proof) });
    },
  };
}

/** A token as it is spent. @throws ServiceError `token-refused` */
function spending({ keys }: Parts, { input, output }: { input: string; output: string }) {
  return accept(keys.token, { input: bytesOf(input), output: bytesOf(output) });
}

function giveRoute(parts: Parts): Route {
  return {
    method: 'POST',
    path: giving.give.path,
    call: 'mirrors.give',
    limit: 'write',
    handle: async (context) => {
      const { tag, sealed, token, eraser } = await bodyOf(context, giving.give.sends);
      const row = bytesOf(sealed);
      await recordBallot(parts.store, {
        tag: bytesOf(tag),
        entry: entryOf(row),
        sealed: row,
        vote: 1,
        eraser: bytesOf(eraser),
        spent: spending(parts, token),
        day: dayOf(parts.now()),
      });
      return json({ recorded: true });
    },
  };
}

function voteRoute(parts: Parts): Route {
  return {
    method: 'POST',
    path: giving.vote.path,
    call: 'mirrors.vote',
    limit: 'write',
    handle: async (context) => {
      const { tag, entry, vote, token, eraser } = await bodyOf(context, giving.vote.sends);
      await recordBallot(parts.store, {
        tag: bytesOf(tag),
        entry: bytesOf(entry),
        sealed: null,
        vote: vote === '+' ? 1 : -1,
        eraser: bytesOf(eraser),
        spent: spending(parts, token),
        day: dayOf(parts.now()),
      });
      return json({ recorded: true });
    },
  };
}

function eraseRoute({ store }: Parts): Route {
  return {
    method: 'POST',
    path: giving.erase.path,
    call: 'mirrors.erase',
    limit: 'write',
    handle: async (context) => {
      const { tag, entry, token } = await bodyOf(context, giving.erase.sends);
      await eraseBallot(store, { tag: bytesOf(tag), entry: bytesOf(entry), eraser: eraserHash(bytesOf(token)) });
      return json({ erased: true });
    },
  };
}
