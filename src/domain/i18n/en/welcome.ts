/** English words of the first page. */
export const welcome = {
  'welcome.title': 'Welcome to Perseid',
  'welcome.does': 'What it does',
  'welcome.doesText':
    'Click a download as always. Where it helps, Perseid takes it over: it fetches large files over several connections, goes on after a crash, checks what it saved, and puts the file into your Downloads folder.',
  'welcome.policy': 'What it promises',
  'welcome.nothing': 'By default it contacts the sites you download from, and no one else.',
  'welcome.grants': 'Everything beyond that has a switch of its own, off until you turn it on.',
  'welcome.ledger':
    'Whatever goes to a service is listed under Options, Privacy, with exactly what was sent; and for each download, who saw your address.',
  'welcome.noNumber': 'It has no number for you or for this browser, and keeps no profile.',
  'welcome.wholePolicy': 'Read the whole policy',
  'welcome.declineText':
    'If you decline, all downloads stay with the browser. You can change your mind here or in the options at any time.',
  'welcome.accept': 'Accept',
  'welcome.decline': 'Decline',
  'welcome.accepted': 'Accepted. You can close this page and click any download.',
  'welcome.declined': 'Declined. Perseid leaves all downloads to the browser.',
  'welcome.changes': 'What is new in the policy',
  'welcome.changesText': 'Downloads wait until you accept or decline. Files that are here are kept.',
  'welcome.rewordedText': 'It says the same in other words: what you accepted stands, and nothing waits.',
  'welcome.stopText':
    'If you accept, downloads go on where they were. If you decline, they stop, what is here of them is kept, and new downloads stay with the browser.',
  'welcome.switches': 'What you may switch on',
  'welcome.switchesText': 'All of it is off. You find these switches again in the options.',
} as const;
