import * as z from 'zod/mini';
import { defineApi, nothing } from './define.ts';

/** The little that a content script may say. */
export const contentApi = defineApi({
  address: 'content',
  verbs: {
    /** The user held a key while clicking this link. */
    'click.modified': {
      request: z.object({ url: z.string(), alt: z.boolean(), ctrl: z.boolean(), shift: z.boolean() }),
      response: nothing,
    },
    /** The user presses a link that looks like a file's. */
    'link.pressed': { request: nothing, response: nothing },
    /** The user clicked this magnet link. */
    'magnet.clicked': { request: z.object({ url: z.string().check(z.maxLength(100_000)) }), response: nothing },
  },
});
