import type { Settings } from '../settings/settings.ts';
import { isOnSites } from '../source/site.ts';
import { isMagnet } from '../swarm/magnet-type.ts';

/** Whether the user is asked about links before they are added: he has switched that on, and not off for all of their sites. */
export function asksBeforeAdding(
  { askBeforeAdding, sitesAddedAtOnce }: Pick<Settings, 'askBeforeAdding' | 'sitesAddedAtOnce'>,
  links: readonly string[],
): boolean {
  // A torrent names its files itself, and has a card of its own.
  return askBeforeAdding && links.some((link) => !isMagnet(link) && !isOnSites([link], sitesAddedAtOnce));
}
