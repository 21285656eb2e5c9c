import * as z from 'zod/mini';
import { isMagnet } from '#domain/swarm/magnet-type';
import { isWebLink } from '#domain/source/takeover';

/** Characters of an address, and links in one message. */
const longestUrl = 8192;
const mostLinks = 100;

const linkSchema = z.strictObject({
  /** `http:`, `https:` or `magnet:`. */
  url: z.string().check(
    z.maxLength(longestUrl),
    z.refine((url) => isWebLink(url) || isMagnet(url)),
  ),
  /** Base name; else as the server says. */
  name: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(255))),
  /** The page it is on: gives the Referer, and is where a new link is looked for when this one has expired. */
  page: z.exactOptional(z.string().check(z.maxLength(longestUrl), z.refine(isWebLink))),
});

/** The one thing that another extension may say (docs/other-extensions.md): here are links to download. */
export const outsideRequestSchema = z.strictObject({
  verb: z.literal('add'),
  links: z.array(linkSchema).check(z.minLength(1), z.maxLength(mostLinks)),
});

/** A link as it was given, under the name that its task will have: so that adding it again adds no second one. */
export type OutsideLink = z.infer<typeof linkSchema> & { id: string };

/**
 * What the other extension is told. `asked`: the user is being asked, and the links are added if he allows it; `refused`: he said no; `wrong`: no
 * message as above; `failed`: nothing was added, later may be better.
 */
export type OutsideReply =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'asked' | 'refused' | 'wrong' | 'failed' };
