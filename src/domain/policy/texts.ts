import type { PolicyDocument } from './document.ts';
import texts from './texts.json' with { type: 'json' };

/** The text of an edition, for pages: of every edition that this program had. null: there is none of that version. */
export function textOf(version: number): PolicyDocument | null {
  // oxlint-disable-next-line no-unsafe-type-assertion -- of JSON the compiler knows no closed lists; a test holds it against what the registry makes
  const documents = texts as readonly PolicyDocument[];
  return documents.find((document) => document.version === version) ?? null;
}
