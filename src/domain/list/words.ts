/** Makes the test whether a text, in lower case, has each of these words, in any order. @param words as typed; none: every text has them */
export function havingWords(words: string): (text: string) => boolean {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (text) => wanted.every((word) => text.includes(word));
}
