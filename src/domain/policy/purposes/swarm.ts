import * as z from 'zod/mini';
import { call } from '../purpose.ts';
import { base64Of } from '../wire.ts';

const infoHash = z.string().check(z.regex(/^[0-9a-f]{40}$/));
/** Drawn anew for every session (CS9). */
const peerId = z.string().check(z.regex(/^[0-9a-f]{40}$/));
const bytes = z.int().check(z.nonnegative());
const pieces = z.array(z.int().check(z.nonnegative()));

const exampleIds = {
  infoHash: 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c',
  peerId: '2d5053303130302d9f3a6b1c02d4e7f85a61b0c3',
} as const;

export const swarmCalls = {
  announce: call({
    title: 'to a tracker',
    sends: z.strictObject({
      infoHash,
      peerId,
      uploaded: bytes,
      downloaded: bytes,
      left: bytes,
      event: z.enum(['started', 'update', 'completed', 'stopped']),
      offers: z.array(z.strictObject({ id: base64Of(20), offer: z.string() })),
    }),
    fields: {
      infoHash: 'Which torrent.',
      peerId: 'A number drawn at random for this session of this torrent.',
      uploaded: 'Bytes given to peers so far.',
      downloaded: 'Bytes got from peers so far.',
      left: 'Bytes still missing.',
      event: 'Whether you begin, go on, have finished or leave.',
      offers:
        'How peers can connect to you: your network address as the internet sees it, and keys for this connection.',
    },
    example: { ...exampleIds, uploaded: 0, downloaded: 0, left: 734_003_200, event: 'started', offers: [] },
    endpoint: null,
    when: { occasion: 'task', every: null },
  }),
  exchange: call({
    title: 'to a peer',
    sends: z.strictObject({ infoHash, peerId, has: pieces, asks: pieces, gives: pieces }),
    fields: {
      infoHash: 'Which torrent.',
      peerId: 'The same random number.',
      has: 'Which pieces you have.',
      asks: 'Which pieces you ask this peer for.',
      gives: 'Which pieces you send it.',
    },
    example: { ...exampleIds, has: [0, 1], asks: [2], gives: [] },
    endpoint: null,
    when: { occasion: 'task', every: null },
  }),
} as const;

export const swarm = {
  title: 'Torrents',
  clause: [
    'If you switch this on, Perseid can download torrents. A torrent comes from other people who have it or want it, its peers. Peers find each other through the trackers that the torrent itself names; Perseid adds none. Before the first of them is contacted, a card says who will see your network address.',
    'Peers and trackers see your network address and which torrent you take part in. Peers also see which pieces you have and ask for, and get pieces of the files you chose; no other file can be reached. The service learns nothing of your torrents. Perseid uses the addresses of peers for the transfer, and keeps none.',
  ],
  promises: ['BC8', 'BC9', 'BC10', 'CS9', 'PT3', 'PT4', 'PT5'],
  calls: swarmCalls,
  receivers: [
    { who: 'trackers', sees: 'Your network address, which torrent, and how far you are.', keepDays: null },
    {
      who: 'peers',
      sees: 'Your network address, which torrent, which pieces you have, ask for and send.',
      keepDays: null,
    },
  ],
  firefox: ['websiteActivity'],
  chrome: ['Location'],
  label: 'purpose.swarm',
  description: 'purpose.swarmText',
} as const;
