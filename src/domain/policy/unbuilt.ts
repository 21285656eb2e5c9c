import { frozen } from './frozen.ts';
import { purposeIds, type PurposeId } from './purpose.ts';

/**
 * Purposes that the policy has a clause for and the program no code yet. They cannot be switched on, the stores are not told of
 * them, and the policy says so. A purpose leaves this list with the code that needs its grant.
 */
export const unbuilt: readonly PurposeId[] = frozen([]);

/** The purposes that can be switched on. */
export const builtPurposes: readonly PurposeId[] = frozen(purposeIds.filter((id) => !unbuilt.includes(id)));
