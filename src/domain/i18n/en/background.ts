/** English words of what the background adds to the browser: its menu entries and its notifications. */
export const background = {
  'menu.saveLink': 'Save link with Perseid',
  'menu.openMagnet': 'Open magnet link with Perseid',
  'menu.pageLinks': 'Links on this page',
  'ending.saved': 'Saved',
  'ending.failed': 'Could not be downloaded',
  'ending.damaged': 'Damaged, not saved',
  'ending.held': 'Held back by the browser',
} as const;
