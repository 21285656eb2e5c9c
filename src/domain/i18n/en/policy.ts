/** English words above the list of downloads, until the policy is accepted. */
export const policy = {
  'policy.unasked': 'Perseid leaves all downloads to the browser until you accept its privacy policy.',
  'policy.declined': 'You declined the privacy policy: all downloads stay with the browser.',
  'policy.changed': 'The privacy policy says something new. Downloads wait until you decide.',
  'policy.readIt': 'Read and decide',
} as const;
