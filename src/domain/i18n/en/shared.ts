/** English words of every page of ours. */
export const shared = {
  'app.name': 'Perseid',
  'row.connections': { one: '{count} connection', other: '{count} connections' },
  'options.notSaved': 'This could not be stored. Nothing was changed.',
  'options.limit': 'Speed limit',
  'options.speedBad': 'Give a speed in MB/s, 0.01 or more.',
  'options.speedUnit': 'MB/s; empty for no limit.',
  'options.slow': 'Slow mode',
} as const;
