import { giving } from '../../mirror/giving.ts';
import { wire } from '../purpose.ts';
import { kilobytes, seconds } from '../units.ts';
import { bundle } from './updates.ts';

/** Dropped where it may not be made: what is to be given waits in a store of its own, until a moment of its own. */
const how = { method: 'POST', replyBytes: kilobytes, timeout: 30 * seconds, busy: 'drop' } as const;
const when = { occasion: 'idle', every: null } as const;

const { token, give, vote, erase } = giving;

export const mirrorGiving = {
  bundle,
  token: wire({ sends: token.sends, endpoint: { ...how, path: token.path, reply: token.reply }, when }),
  give: wire({ sends: give.sends, endpoint: { ...how, path: give.path, reply: give.reply }, when }),
  vote: wire({ sends: vote.sends, endpoint: { ...how, path: vote.path, reply: vote.reply }, when }),
  erase: wire({ sends: erase.sends, endpoint: { ...how, path: erase.path, reply: erase.reply }, when }),
} as const;
