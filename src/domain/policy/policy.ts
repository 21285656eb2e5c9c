import type { Policy } from './edition.ts';
import { frozen } from './frozen.ts';
import editions from './editions.json' with { type: 'json' };

const [current, ...earlier] = editions;
if (current === undefined) throw new Error('no edition of the policy; run: npm run policy');

/** The policy of this program. */
export const policy: Policy = frozen({ current, earlier });
