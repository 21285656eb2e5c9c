/** English words of a download's search for mirrors: of its properties. */
export const search = {
  'search.label': 'Search for mirrors',
  'search.forbidden': 'Switched off for all downloads. It can be switched on in the options, under Privacy.',
  'search.off': 'Off for this download: it contacts nobody but its own hosts.',
  'search.no-checksum':
    'No search: nobody says the SHA-256 checksum of this file, and without it wrong bytes of a stranger could not be told from right ones. Paste it below if the publisher gives it.',
  'search.no-parts':
    'No search: this server cannot send parts of one version of the file, so others cannot bring the rest.',
  'search.asked': 'It is looked up when the server has told which file it is.',
  'search.found': {
    one: '{count} mirror was found. Its owner, a stranger, sees your address when it is asked.',
    other: '{count} mirrors were found. Their owners, strangers, see your address when they are asked.',
  },
  'search.none': 'Nobody has given a mirror of this file that could be used.',
  'search.no-list':
    'The list of mirrors is not here yet: it is fetched once a day, while nothing downloads. It is looked up when the download goes on.',
  'search.later':
    'The service could not be asked for mirrors just now. It is asked again when another download is over.',
  'search.wrong':
    'A mirror that was found had brought wrong bytes. They were thrown away and fetched from the download’s own hosts.',
} as const;
