import { purposeIds, type PurposeId } from './purpose.ts';

/**
 * Purposes that the policy has a clause for and the program no code yet, with the reason. They cannot be switched on, the
 * stores are not told of them, and the policy says so. A purpose leaves this table with the code that needs its grant.
 */
export const unbuilt: Readonly<Partial<Record<PurposeId, string>>> = {
  'mirror-search': 'the service that keeps the list of mirrors is still being built',
  statistics: 'the service that counts is still being built',
  updates: 'the service that signs the notices is still being built',
  swarm: 'torrents are still being built',
};

/** The purposes that can be switched on. */
export const builtPurposes: readonly PurposeId[] = purposeIds.filter((id) => !(id in unbuilt));
