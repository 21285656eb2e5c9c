/** A whole number from 0 to 2³², the end excluded, secure and at random. */
export const dice = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
