/** Why a signed bundle is not taken: another key, a wrong signature, an older one than was seen, one whose last day is over. */
export const refusals = ['key', 'signature', 'rolled-back', 'expired'] as const;
export type Refusal = (typeof refusals)[number];
