import { calls } from '../engine.ts';

const granted = ['*://releases.example.org/*', '*://*.example.net/*'];

/** Sites under .new are not allowed yet, and those with "deny" never will be. */
export const hasAccess = async (url: string) => !new URL(url).hostname.endsWith('.new');

export async function requestSites(hosts: string[]): Promise<boolean> {
  calls.push(`requestSites ${hosts.join(' ')}`);
  return !hosts.some((host) => host.includes('deny'));
}

export async function requestAllSites(): Promise<boolean> {
  calls.push('requestAllSites');
  granted.push('*://*/*');
  return true;
}

export const grantedSites = async () => [...granted];

export async function revokeSite(pattern: string): Promise<boolean> {
  calls.push(`revokeSite ${pattern}`);
  granted.splice(granted.indexOf(pattern), 1);
  return true;
}
