/** Who is told something. The service is the one whose address the user entered; there is no other. */
export type Party = 'service' | 'mirror-owners' | 'trackers' | 'peers' | 'peer-servers';

/** Their names in the policy and in the ledger. */
export const partyNames: Readonly<Record<Party, string>> = {
  service: 'The service whose address you entered',
  'mirror-owners': 'The owners of mirrors that are used',
  trackers: 'The trackers that the torrent names',
  peers: 'Peers, other people with the same torrent',
  'peer-servers': 'The address server or relay that you set for torrents',
};
