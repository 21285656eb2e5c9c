import type { Plugin } from './without-inner-html.ts';

/** Addresses that stand in WebTorrent: default trackers (which a torrent without any would get), STUN servers, names in messages. */
const addresses = /(?:wss?|udp|stun|https?):(?:\/\/)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:\/[\w./-]*)?/g;
/** Its ways to the web: of magnet links that name a file, and of a server for players. Neither is used. */
const fetches = /(?:\bself\.fetch\|\||(?<![.\w])fetch\()(?=\(\(\)=>|`)/g;
const expected = { addresses: 16, fetches: 3 } as const;

/** Takes every address out of WebTorrent, and every call of fetch: what is not there cannot be contacted (BC8). */
export function tameWebTorrent(): Plugin {
  return {
    name: 'tame-webtorrent',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('webtorrent/dist/webtorrent.min.js')) return null;
      const found = { addresses: code.match(addresses)?.length ?? 0, fetches: code.match(fetches)?.length ?? 0 };
      if (found.addresses !== expected.addresses || found.fetches !== expected.fetches) {
        throw new Error(
          `${id} has other ways out than those that are closed (${JSON.stringify(found)}): this plugin has to be changed`,
        );
      }
      const closed = code
        .replace(addresses, '')
        .replace(fetches, (way) => (way.startsWith('self') ? '' : 'Promise.reject('));
      return { code: closed, map: null };
    },
  };
}
