import * as z from 'zod/mini';
import { browser } from './browser.ts';

const key = 'exports';
const factsSchema = z.object({ filename: z.string(), size: z.number() });

/** What was last seen of an export in the browser's list: where it is saved ('' until that is known), and its bytes. */
export type ExportFacts = z.infer<typeof factsSchema>;

/** So many are remembered: more than are saved at once. */
const most = 50;

async function readAll(): Promise<Map<number, ExportFacts>> {
  const stored = (await browser.storage.session.get(key))[key];
  const parsed = z.safeParse(z.array(z.tuple([z.number(), factsSchema])), stored);
  return new Map(parsed.success ? parsed.data : []);
}

let turn: Promise<unknown> = Promise.resolve();

/** What is known of an export of ours, also when it is off the browser's list; null: none of ours. */
export async function readExport(downloadId: number): Promise<ExportFacts | null> {
  await turn;
  return (await readAll()).get(downloadId) ?? null;
}

/** Remembers it, in memory only (session storage): another extension may take it off the list at any moment. */
export function noteExport(downloadId: number, facts: ExportFacts): Promise<void> {
  const done = turn.then(async () => {
    const known = await readAll();
    known.set(downloadId, facts);
    await browser.storage.session.set({ [key]: [...known].slice(-most) });
  });
  turn = done.catch((error: unknown) => console.error('exports:', error));
  return done;
}
