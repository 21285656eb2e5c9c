import type { PolicyDocument } from './document.ts';
import texts from './texts.json' with { type: 'json' };

/** The text of an edition, for pages: of every edition that this program had. null: there is none of that version. */
export function textOf(version: number): PolicyDocument | null {
  const documents: readonly PolicyDocument[] = texts;
  return documents.find((document) => document.version === version) ?? null;
}
