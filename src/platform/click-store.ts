import * as z from 'zod/mini';
import { SessionMap } from './session-map.ts';

/** Clicks on links with keys held, by address; `at` in ms since 1970. In memory only, gone with the browser. */
export const clickStore = new SessionMap(
  'clicks',
  z.object({ alt: z.boolean(), ctrl: z.boolean(), shift: z.boolean(), at: z.number() }),
  200,
);
