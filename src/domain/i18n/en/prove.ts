/** English words of "Prove it" under Options, Privacy. */
export const prove = {
  'prove.title': 'Prove it',
  'prove.text':
    'Give a link to any file. Perseid downloads it with every switch off, and shows whom it contacted meanwhile. It asks the host of your link, and whoever that host names: where the link leads on to, mirrors, checksums. Nobody else.',
  'prove.link': 'Link to a file',
  'prove.run': 'Prove it',
  'prove.stop': 'Show what is known now',
  'prove.running': 'Downloading, and writing down who is contacted.',
  'prove.switchesOn': 'Some switches are on. Turn them off first: the proof is of a Perseid with everything off.',
  'prove.failed': 'Perseid could not begin this download.',
  'prove.gone': 'The download is no longer in the list, so nothing can be said about it.',
  'prove.own': 'Only {host} was contacted, the host of your link.',
  'prove.named': 'Only {host}, the host of your link, was contacted, and hosts that it named.',
  'prove.strangers': 'Somebody else was contacted. This must not happen: report it.',
  'prove.unfinished': 'The download has not ended. This is what was contacted so far.',
  'prove.noEntry': 'Nothing was added to the list of contacts.',
  'prove.others': 'Other downloads went on meanwhile, from: {hosts}',
  'prove.limits':
    'This is what Perseid writes down and the browser shows it. Neither sees packets. Whoever has the source code can record every packet: npm run prove.',
} as const;
