/** English words of lists of downloads that were given as files: with what shows them, wherever that is. */
export const lists = {
  'lists.holds': { one: 'The list holds {count} download.', other: 'The list holds {count} downloads.' },
  'lists.bad': {
    one: '{count} line is no link and is left out.',
    other: '{count} lines are no links and are left out.',
  },
  'lists.add': 'Add them',
  'lists.close': 'Close',
  'lists.list-broken':
    'This is no list that can be read: it is neither JSON from Perseid, nor a Metalink, nor lines of links.',
  'lists.list-large': 'This list is too large: at most 10,000 downloads are read at once.',
  'lists.list-empty': 'There is no link in this list.',
} as const;
