import { firefoxCategories } from '../firefox-consent.ts';
import { call } from '../purpose.ts';
import { swarm as wires } from '../wires/swarm.ts';

const exampleIds = {
  infoHash: 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c',
  peerId: '2d5053303130302d9f3a6b1c02d4e7f85a61b0c3',
} as const;

export const swarm = {
  title: 'Torrents',
  clause: [
    'If you switch this on, Perseid can download torrents. A torrent comes from other people who have it or want it, its peers. Peers find each other through the trackers that the torrent itself names; Perseid adds none. Before the first of them is contacted, a card says who will see your network address.',
    'Peers and trackers see your network address and which torrent you take part in. Peers also see which pieces you have and ask for, and get pieces of the files you chose; no other file can be reached. The service learns nothing of your torrents. Perseid uses the addresses of peers for the transfer, and keeps none.',
    'Perseid asks no server how peers can reach you, unless you set one in the options, which then is named on the card: an address server (STUN), which tells you your own network address, or a relay (TURN), through which peers can be met, also alone. It is asked only while a torrent runs whose card has named it.',
    'When a torrent is complete, peers get nothing more of it, unless you choose for that torrent that it is shared, up to a limit. It may also name web servers that have its files: they see your network address and what you fetch.',
  ],
  promises: ['BC8', 'BC9', 'BC10', 'CS9', 'PT3', 'PT4', 'PT5'],
  calls: {
    announce: call(wires.announce, {
      title: 'to a tracker',
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
    }),
    exchange: call(wires.exchange, {
      title: 'to a peer',
      fields: {
        infoHash: 'Which torrent.',
        peerId: 'The same random number.',
        has: 'Which pieces you have.',
        asks: 'Which pieces you ask this peer for.',
        gives: 'Which pieces you send it.',
      },
      example: { ...exampleIds, has: [0, 1], asks: [2], gives: [] },
    }),
  },
  receivers: [
    {
      who: 'trackers',
      sees: 'Your network address, which torrent, how far you are, the version and the languages of your browser, and that it is Perseid.',
      keepDays: null,
    },
    {
      who: 'peers',
      sees: 'Your network address, which torrent, which pieces you have, ask for and send.',
      keepDays: null,
    },
    {
      who: 'peer-servers',
      sees: 'Your network address, and when you look for peers; a relay also your name there, the network addresses of peers that are met through it, and how much passes. What passes is encrypted.',
      keepDays: null,
    },
  ],
  firefox: firefoxCategories.swarm,
  chrome: ['Location'],
  label: 'purpose.swarm',
  description: 'purpose.swarmText',
} as const;
