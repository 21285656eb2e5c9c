import type { Random } from './random.ts';
import type { Temper } from './server.ts';

/** What may come in the place of the file, after some requests. */
function endOf(random: Random): Pick<Temper, 'changesAfter' | 'pageAfter' | 'pageType' | 'goneAfter' | 'odd' | 'mute'> {
  const later = (probability: number): number => (random.chance(probability) ? random.between(1, 8) : Infinity);
  return {
    changesAfter: later(0.1),
    pageAfter: later(0.05),
    pageType: random.chance(0.5) ? 'text/html' : 'video/mp4',
    goneAfter: later(0.05),
    odd: 0,
    mute: false,
  };
}

/** From when until when it is away; a tenth of those that go stay away. */
function awayOf(random: Random, probability: number): [from: number, to: number] {
  if (!random.chance(probability)) return [Infinity, Infinity];
  const from = random.between(0, 20_000);
  return [from, random.chance(0.9) ? from + random.between(100, 100_000) : Infinity];
}

/** A server with any faults. @param size of its file, bytes */
export function temperOf(random: Random, size: number): Temper {
  const rough = random.next() * 0.4;
  const rate = random.between(100_000, 5_000_000);
  return {
    size,
    ranged: random.chance(0.85),
    etag: random.chance(0.8) ? '"v"' : random.chance(0.5) ? 'W/"v"' : null,
    announces: random.chance(0.9),
    lastModified: null,
    rate,
    hostRate: random.chance(0.3) ? rate * random.between(1, 4) : Infinity,
    rateChangesAfter: random.chance(0.2) ? random.between(100, 10_000) : Infinity,
    laterRate: random.between(20_000, 5_000_000),
    wantsCookies: random.chance(0.3),
    without: ([403, 404, 'page'] as const)[random.between(0, 2)]!,
    wrong: false,
    spoil: 0,
    dead: awayOf(random, 0.15),
    dark: awayOf(random, 0.1),
    overloaded: awayOf(random, 0.05),
    latency: random.chance(0.1) ? random.between(100, 600) : null,
    cut: random.chance(0.5) ? rough : 0,
    stall: random.chance(0.3) ? rough / 2 : 0,
    drip: Infinity,
    hushAt: Infinity,
    refuse: random.chance(0.3) ? rough : 0,
    busy: random.chance(0.02) ? 1 : random.chance(0.3) ? rough : 0,
    most: random.chance(0.3) ? random.between(1, 5) : Infinity,
    patience: null,
    lie: random.chance(0.05) ? 5000 : 0,
    endless: false,
    ...endOf(random),
  };
}

const forever = ([from, to]: readonly [from: number, to: number]): boolean => from < Infinity && to === Infinity;

/**
 * What a server does for good that each error says: what passes while the table of waits has patience, or happens to one request and
 * not to the next, is no reason to give up.
 */
export const causes: Readonly<Record<string, (temper: Temper) => boolean>> = {
  changed: ({ changesAfter, pageAfter }) => changesAfter < Infinity || pageAfter < Infinity,
  'range-ignored': ({ ranged, changesAfter, pageAfter }) => !ranged || changesAfter < Infinity || pageAfter < Infinity,
  cut: ({ lie }) => lie > 0,
  'length-short': ({ lie }) => lie > 0,
  stalled: ({ mute, dark }) => mute || forever(dark),
  network: ({ dead }) => forever(dead),
  'http-unavailable': ({ busy, overloaded }) => busy === 1 || forever(overloaded),
  'http-not-found': ({ goneAfter }) => goneAfter < Infinity,
};

/** Whether it has the file for whoever asks often enough. */
export function lasts(temper: Temper): boolean {
  return !temper.wrong && temper.spoil === 0 && Object.values(causes).every((cause) => !cause(temper));
}
