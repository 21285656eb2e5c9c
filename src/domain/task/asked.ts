import type { Source } from './task.ts';

/** The address that is asked before any redirect: the link itself, or the mirror in its place. */
export const beginningOf = ({ url, mirror }: Source): string => mirror ?? url;

/** The address that is asked: where redirects led, as far as known. */
export const askedOf = (source: Source): string => source.finalUrl ?? beginningOf(source);
