import * as z from 'zod/mini';
import { SessionMap } from './session-map.ts';

const factsSchema = z.object({ filename: z.string(), size: z.number() });

/** What was last seen of an export in the browser's list: where it is saved ('' until that is known), and its bytes. */
export type ExportFacts = z.infer<typeof factsSchema>;

/** More are remembered than are saved at once. */
const facts = new SessionMap('exports', factsSchema, 50);

/** What is known of an export of ours, also when it is off the browser's list; null: none of ours. */
export async function readExport(downloadId: number): Promise<ExportFacts | null> {
  return (await facts.readLatest()).get(String(downloadId)) ?? null;
}

/** Remembers it, in memory only: another extension may take it off the list at any moment. */
export function noteExport(downloadId: number, seen: ExportFacts): Promise<void> {
  return facts.change((known) => known.set(String(downloadId), seen));
}
