/** Whether a text begins like a magnet link. */
export const isMagnet = (text: string): boolean => /^magnet:/i.test(text);
