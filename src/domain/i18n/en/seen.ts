/** English words of the list of hosts that saw the user's address for a download: of its properties, and of the options. */
export const seen = {
  'seen.title': 'Who saw your address',
  'seen.nobody': 'Nobody yet.',
  'seen.sum': { one: '{bytes} in {count} request', other: '{bytes} in {count} requests' },
  'seen.unknown': 'Asked. Nothing more is known.',
  'seen.peers': {
    one: '{count} peer of this torrent; who it was is not kept',
    other: '{count} peers of this torrent; who they were is not kept',
  },
} as const;
