import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromeDisclosures, firefoxPermissions } from '../../src/domain/policy/disclosures.ts';
import type { PolicyDocument } from '../../src/domain/policy/document.ts';
import type { Edition } from '../../src/domain/policy/edition.ts';
import { factsOf } from '../../src/domain/policy/facts.ts';
import { markdownOf } from '../../src/domain/policy/markdown.ts';
import { purposeIds } from '../../src/domain/policy/purpose.ts';
import { purposes } from '../../src/domain/policy/registry.ts';
import { easedTerms } from '../../src/domain/policy/terms.ts';
import { policyDocument } from '../../src/domain/policy/text.ts';
import { builtPurposes } from '../../src/domain/policy/unbuilt.ts';
import { root } from './command.ts';

const editionsPath = 'src/domain/policy/editions.json';
const textsPath = 'src/domain/policy/texts.json';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The hash by which a text is known. */
export const hashOf = (document: PolicyDocument): string => sha256(markdownOf(document));

/** The editions as they are stored, newest first. */
export const storedEditions = (): Edition[] => read(editionsPath) as Edition[];
export const storedTexts = (): PolicyDocument[] => read(textsPath) as PolicyDocument[];

/** The edition that the registry makes now. */
export function presentEdition(): Edition {
  const document = policyDocument();
  const clauses = purposeIds.map((id): [string, string] => [id, sha256(factsOf(purposes[id]))]);
  const { version, effective } = document;
  return { version, effective, hash: hashOf(document), clauses: Object.fromEntries(clauses), terms: termsOf(document) };
}

/** The edition since which this text promises no less and allows no more. */
export function termsOf(document: PolicyDocument): number {
  const isBefore = ({ version }: { version: number }): boolean => version === document.version - 1;
  const [edition, text] = [storedEditions().find(isBefore), storedTexts().find(isBefore)];
  return edition && text && easedTerms(text, document).length === 0 ? edition.terms : document.version;
}

/** Every file that is made from the registry: its path from the top of the repository, and what should be in it. */
export function policyFiles(): Readonly<Record<string, string>> {
  const [edition, document] = [presentEdition(), policyDocument()];
  const isEarlier = ({ version }: { version: number }): boolean => version < edition.version;
  return {
    'PRIVACY.md': markdownOf(document),
    [editionsPath]: json([edition, ...storedEditions().filter(isEarlier)]),
    [textsPath]: json([document, ...storedTexts().filter(isEarlier)]),
    'store-assets/privacy-chrome.md': chromeForm(),
    'store-assets/privacy-firefox.md': firefoxForm(),
  };
}

const made = 'Made by `npm run policy` from `src/domain/policy`; what to enter is below.';
const listed = (lines: readonly string[]): string =>
  lines.length === 0 ? '- Nothing' : lines.map((line) => `- ${line}`).join('\n');

/** What the Chrome Web Store's privacy tab asks for. */
const chromeForm = (): string =>
  [
    '# Chrome Web Store, privacy',
    made,
    '## Data that is collected, only after the user has switched on what is named; off as installed',
    listed(chromeDisclosures(builtPurposes)),
    '## Remote code',
    'No. What is fetched from a service is text and addresses, checked against a strict schema.',
    '## Certified',
    listed([
      'Data is not sold or transferred to third parties outside the approved uses.',
      'Data is not used or transferred for anything but the single purpose.',
      'Data is not used or transferred to determine creditworthiness or for lending.',
    ]),
    '## Privacy policy',
    'The text of `PRIVACY.md`.\n',
  ].join('\n\n');

/** What is shown at addons.mozilla.org. */
const firefoxForm = (): string =>
  [
    '# Firefox Add-ons, privacy',
    made,
    '## Data collection permissions, as in the manifest',
    `    ${JSON.stringify(firefoxPermissions(builtPurposes))}`,
    '## Privacy policy',
    'The text of `PRIVACY.md`.\n',
  ].join('\n\n');
