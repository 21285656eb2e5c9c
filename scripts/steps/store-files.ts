import { listings, pasted } from './listing.ts';
import { permissionReasons } from './permission-reasons.ts';
import { policyFiles } from './policy-files.ts';

/** Every text of the store pages that is made: its path from the top of the repository, and what should be in it. */
export function storeTexts(): Readonly<Record<string, string>> {
  return {
    'store-assets/permissions.md': permissionForm(),
    ...Object.fromEntries(listings().map(([tag, listing]) => [`store-assets/listing/${tag}.txt`, pasted(listing)])),
    ...Object.fromEntries(Object.entries(policyFiles()).filter(([path]) => path.startsWith('store-assets/'))),
  };
}

/** What the stores ask about permissions. */
const permissionForm = (): string =>
  [
    '# Permissions',
    'Made by `npm run store` from `scripts/steps/permission-reasons.ts`; what to enter is below.',
    '## Single purpose',
    'Downloads files: it takes downloads over where they become faster or safer, and shows and manages them.',
    ...Object.entries(permissionReasons).flatMap(([permission, reason]) => [`## ${permission}`, reason]),
  ].join('\n\n') + '\n';
