import { calls } from '../engine.ts';

/** A browser that asks for no consent of its own, or is told yes. */
export function requestConsent(_categories: readonly string[], hosts: readonly string[]): Promise<boolean> {
  if (hosts.length > 0) calls.push(`requestSites ${hosts.join(' ')}`);
  return Promise.resolve(true);
}

export const hasConsent = (): Promise<boolean> => Promise.resolve(true);
