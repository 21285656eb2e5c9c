import * as z from 'zod/mini';
import { browser } from './browser.ts';

const key = 'clicks';
const clickSchema = z.object({ alt: z.boolean(), ctrl: z.boolean(), shift: z.boolean(), at: z.number() });

/** A click on a link with keys held; `at` in ms since 1970. */
export type Click = z.infer<typeof clickSchema>;

/** Clicks by address. In memory only (session storage), gone with the browser. */
export async function readClicks(): Promise<Map<string, Click>> {
  const stored = (await browser.storage.session.get(key))[key];
  const parsed = z.safeParse(z.array(z.tuple([z.string(), clickSchema])), stored);
  return new Map(parsed.success ? parsed.data : []);
}

/** The background is the only writer. */
export async function storeClicks(clicks: ReadonlyMap<string, Click>): Promise<void> {
  await browser.storage.session.set({ [key]: [...clicks] });
}
