/** English words of the menu entry that the background adds to the browser. */
export const menu = {
  'menu.saveLink': 'Save link with Perseid',
} as const;
