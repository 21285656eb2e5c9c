/** English words about consent, purposes and the ledger: of the first page and of the options. */
export const privacy = {
  'privacy.whatIsSent': 'What is sent, and to whom',
  'privacy.example': 'For example:',
  'privacy.promises': 'Promises',
  'privacy.unbuilt': 'Not there yet: this part of Perseid is still being built.',
  'privacy.acceptFirst': 'Accept the privacy policy first.',
  'privacy.serviceFirst': 'Enter the address of a service first.',
  'purpose.mirrorSearch': 'Search for mirrors',
  'purpose.mirrorSearchText':
    'Looks for other addresses of the same file. Their owners, who are strangers, see your network address.',
  'purpose.mirrorGiving': 'Give mirrors back',
  'purpose.mirrorGivingText':
    'Gives the public addresses of finished downloads to the list of mirrors, sealed, each at a random moment within a day.',
  'purpose.statistics': 'Anonymous statistics',
  'purpose.statisticsText':
    'Answers one question a week from a closed list, changed at random, so that nobody can be told apart.',
  'purpose.updates': 'Check for updates and notices',
  'purpose.updatesText': 'Fetches one small signed file a day, the same for everybody, while nothing downloads.',
  'purpose.swarm': 'Torrents',
  'purpose.swarmText': 'Connects to the trackers that a torrent names and to its peers. They see your network address.',
} as const;
