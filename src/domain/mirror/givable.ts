import { isSharable } from './sharable.ts';

/** So many signs, hyphens among them, are looked at together ... */
const longRun = 16;
/** ... and no name that people give turns so often, from sign to sign, between letters and digits or into capitals that begin no word. */
const manyTurns = 4;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/**
 * Whether an address looks like one that anybody may know: as `isSharable`, and no part of its path looks drawn at random, as what opens
 * a file for one person alone does. Rather too strict: what is left out is only not given.
 */
export function isGivable(address: string): boolean {
  if (!isSharable(address)) return false;
  const path = decoded(new URL(address).pathname);
  return path !== null && !path.includes('@') && !uuid.test(path) && !path.split(/[^\w-]+/).some(isRandom);
}

/** 'amd64' turns once, 'CamelCase' never, 'x7KQ2Zp9' six times. */
function isRandom(run: string): boolean {
  const turns = run.match(/(?<=[A-Za-z])\d|(?<=\d)[A-Za-z]|(?<=[a-z])[A-Z](?![a-z])/g) ?? [];
  return run.length >= longRun && turns.length >= manyTurns;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null; // no text: nobody wrote it
  }
}
