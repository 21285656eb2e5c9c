// Writes what is made from the registry of purposes: PRIVACY.md, the editions and their texts, what the stores are told.
// An edition that is in force is never rewritten: its text is what people have agreed to.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './steps/command.ts';
import { policyFiles, presentEdition, storedEditions } from './steps/policy-files.ts';

const today = new Date().toISOString().slice(0, 10);
const edition = presentEdition();
const stored = storedEditions().find(({ version }) => version === edition.version);

if (stored && stored.effective <= today && JSON.stringify(stored) !== JSON.stringify(edition)) {
  console.error(
    `Edition ${stored.version} is in force since ${stored.effective}. Raise the version in src/domain/policy/text.ts.`,
  );
  process.exitCode = 1;
} else {
  for (const [path, text] of Object.entries(policyFiles())) writeFileSync(join(root, path), text);
  console.log(`policy: edition ${edition.version}, effective ${edition.effective}, ${edition.hash}`);
}
