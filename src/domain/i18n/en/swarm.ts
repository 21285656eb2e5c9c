/** English words of a torrent's card and of its properties. */
export const swarm = {
  'swarm.files': { one: '{count} file, {size}', other: '{count} files, {size}' },
  'swarm.unknownFiles': 'What is in it, and how large it is, only its peers can tell.',
  'swarm.seenByBoth':
    'Its trackers and its peers will see your network address, and which torrent this is. Peers also see which pieces you have, ask for and send.',
  'swarm.handshake':
    'Trackers also learn the version of your browser, and that this is Perseid: the same for everybody who has it.',
  'swarm.gives': 'While it loads, peers get pieces of it from you. It stops when it is complete.',
  'swarm.noRelay': 'No address or relay server is asked, so peers behind most routers cannot be reached.',
  'swarm.trackers': 'Trackers it names',
  'swarm.noTrackers': 'It names no tracker, and Perseid adds none: nobody can be found.',
  'swarm.noneReachable': 'A browser can speak with none of its trackers: nobody can be found.',
  'swarm.unreachable': '{tracker} (no browser can speak with it)',
  'swarm.off': 'Torrents are switched off in the options. “Start” switches them on.',
  'swarm.nextTime': 'Next time',
  'swarm.next.ask': 'ask again',
  'swarm.next.trackers': 'do not ask for these trackers',
  'swarm.next.all': 'do not ask for any torrent',
  'swarm.start': 'Start',
  'swarm.dismiss': 'Not now',
  'swarm.failed': 'That did not work. Try again.',
  'swarm.list': 'Files',
  'swarm.all': 'All',
  'swarm.none': 'None',
  'swarm.apply': 'Fetch these',
  'swarm.peers': 'Peers',
  'swarm.peersNow': {
    one: '{count} connected now, {met} met so far',
    other: '{count} connected now, {met} met so far',
  },
  'swarm.hash': 'Info hash',
} as const;
