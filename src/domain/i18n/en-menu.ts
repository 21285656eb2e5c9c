/** The English words that the background needs: apart from the others, which it need not load. */
export const menuWords = {
  'menu.saveLink': 'Save link with Perseid',
} as const;
