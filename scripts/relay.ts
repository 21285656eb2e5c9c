import { ensure } from './programs.ts';

/** The path of coturn's server, which tells addresses and passes on what peers send (STUN, TURN): as `ensure`. */
export const ensureRelay = (): Promise<string> =>
  ensure({ title: 'coturn', names: ['turnserver'], packages: ['coturn'], variable: 'PERSEID_TURNSERVER' });
