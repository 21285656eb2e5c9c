/** English words of the menu entries that the background adds to the browser. */
export const menu = {
  'menu.saveLink': 'Save link with Perseid',
  'menu.openMagnet': 'Open magnet link with Perseid',
  'menu.pageLinks': 'Links on this page',
} as const;
