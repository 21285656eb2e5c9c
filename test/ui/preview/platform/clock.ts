/** Ids in the order in which they are asked for. */
let last = 0;
export const newId = (): string => `id-${++last}`;
