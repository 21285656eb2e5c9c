import * as z from 'zod/mini';

/** What went to and from one host for one task: how often and when it saw the user's address, and what it gave. */
export const hostTrafficSchema = z.object({
  /** With its port, where that is not the usual one. */
  host: z.string(),
  /** Requests that reached it, as far as the browser lets us know: a redirect's hop is one. */
  requests: z.number(),
  /** Of the bodies of its answers, wanted or not. */
  bytes: z.number(),
  /** Days (UTC) since 1970: of the first request, and of the last. */
  firstDay: z.number(),
  lastDay: z.number(),
});
export type HostTraffic = z.infer<typeof hostTrafficSchema>;
