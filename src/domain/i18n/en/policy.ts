/** English words above the list of downloads: about the policy, what must not be, what the service makes known, and other extensions that ask. */
export const policy = {
  'policy.unasked': 'Perseid leaves all downloads to the browser until you accept its privacy policy.',
  'policy.declined': 'You declined the privacy policy: all downloads stay with the browser.',
  'policy.changed': 'The privacy policy says something new. Downloads wait until you decide.',
  'policy.readIt': 'Read and decide',
  'policy.mismatch': 'Perseid contacted {host}, and nothing in its own records says why.',
  'policy.seeWhich': 'Show it',
  'policy.security': 'Security: {title}',
  'policy.incident': 'Incident: {title}',
  'policy.putAway': 'Put away',
  'callers.asks': {
    one: 'Another extension wants to add a download. Its id: {id}',
    other: 'Another extension wants to add {count} downloads. Its id: {id}',
  },
  'callers.allow': 'Allow',
  'callers.refuse': 'Refuse',
} as const;
