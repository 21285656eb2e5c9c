import * as z from 'zod/mini';
import { newId } from './clock.ts';
import { SessionMap } from './session-map.ts';

const askedSchema = z.object({ url: z.string(), page: z.nullable(z.string()) });
/** A link that the user is asked about before it is added, and the page where it stands. */
type AskedLink = z.infer<typeof askedSchema>;

/** In memory only, gone with the browser: the address of our window names it, and not the link, which a list of visited pages would keep. */
const asked = new SessionMap('adding', askedSchema, 20);

/** Remembers a link until our window asks about it. @returns what names it in the window's address */
export async function noteAsked(link: AskedLink): Promise<string> {
  const id = newId();
  await asked.change((known) => known.set(id, link));
  return id;
}

/** The link that our window is to ask about; null: none. @param search of the page's address */
export async function askedLink(search: string): Promise<AskedLink | null> {
  const id = new URLSearchParams(search).get('add');
  return id === null ? null : ((await asked.read()).get(id) ?? null);
}
