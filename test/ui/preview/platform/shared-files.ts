/** Nobody asks for them here. */
export const offerFiles = (): (() => void) => () => undefined;
