/** The link that the preview's address names. */
export async function askedLink(search: string) {
  const url = new URLSearchParams(search).get('add');
  return url === null ? null : { url, page: 'https://example.org/page' };
}
