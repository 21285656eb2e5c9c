import { isMagnet } from '#domain/swarm/magnet-type';

/**
 * The magnet link that the browser leads to the popup with (`protocol_handlers` in Firefox's manifest), where one clicked or typed it, or a page led to
 * it. It stands in the field until Add is pressed: the browser has asked whether it may be opened, but a page may have asked for it, too.
 * @param search of the page's address @returns the empty text: none
 */
export function magnetIn(search: string): string {
  const magnet = new URLSearchParams(search).get('magnet') ?? '';
  return isMagnet(magnet) ? magnet : '';
}
