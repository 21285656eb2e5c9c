import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../src/engine/http/prove-mirror.ts';
import { Random } from './random.ts';
import type { Temper } from './server.ts';
import { MiB, World } from './world.ts';

/** How one seed is played alone. */
const replay = (seed: number): string =>
  `PERSEID_SEED=${seed} npx vitest run --project simulation test/simulation/fates`;

describe('any servers, any fate', () => {
  const runs = 2000;

  /** What may come in the place of the file, after some requests. */
  function endOf(random: Random): Pick<Temper, 'changesAfter' | 'pageAfter' | 'pageType' | 'goneAfter' | 'mute'> {
    const later = (probability: number): number => (random.chance(probability) ? random.between(1, 8) : Infinity);
    return {
      changesAfter: later(0.1),
      pageAfter: later(0.05),
      pageType: random.chance(0.5) ? 'text/html' : 'video/mp4',
      goneAfter: later(0.05),
      mute: false,
    };
  }

  function temperOf(random: Random, size: number): Temper {
    const rough = random.next() * 0.4;
    const rate = random.between(100_000, 5_000_000);
    const deadFrom = random.chance(0.15) ? random.between(0, 20_000) : Infinity;
    return {
      size,
      ranged: random.chance(0.85),
      etag: random.chance(0.8) ? '"v"' : random.chance(0.5) ? 'W/"v"' : null,
      announces: random.chance(0.9),
      rate,
      hostRate: random.chance(0.3) ? rate * random.between(1, 4) : Infinity,
      rateChangesAfter: random.chance(0.2) ? random.between(100, 10_000) : Infinity,
      laterRate: random.between(20_000, 5_000_000),
      wantsCookies: random.chance(0.3),
      wrong: false,
      spoil: 0,
      dead: [deadFrom, random.chance(0.7) ? deadFrom + random.between(100, 100_000) : Infinity],
      latency: random.chance(0.1) ? random.between(100, 600) : null,
      cut: random.chance(0.5) ? rough : 0,
      stall: random.chance(0.3) ? rough / 2 : 0,
      refuse: random.chance(0.3) ? rough : 0,
      busy: random.chance(0.02) ? 1 : random.chance(0.3) ? rough : 0,
      most: random.chance(0.3) ? random.between(1, 5) : Infinity,
      patience: null,
      lie: random.chance(0.05) ? 5000 : 0,
      ...endOf(random),
    };
  }

  /** Mirrors of an honest origin: some have another file of the same size. */
  function mirrorsOf(random: Random, origin: Temper): Temper[] {
    return Array.from({ length: random.chance(0.5) ? random.between(1, 3) : 0 }, () => ({
      ...temperOf(random, origin.size),
      changesAfter: Infinity,
      wrong: random.chance(0.2),
      mute: random.chance(0.1),
    }));
  }

  /** Nothing was told of the file that could tell it from a page in its place. */
  const isNameless = ({ file, server }: World): boolean =>
    server.temper.pageAfter < Infinity && file?.size === null && file.validator === null;

  /** What a server may do that each error says. */
  const causes: Readonly<Record<string, (temper: Temper) => boolean>> = {
    changed: ({ changesAfter, pageAfter, etag, ranged }) =>
      changesAfter < Infinity || pageAfter < Infinity || (ranged && etag === null),
    'range-ignored': ({ ranged, changesAfter, pageAfter }) =>
      !ranged || changesAfter < Infinity || pageAfter < Infinity,
    cut: ({ cut, dead, lie }) => cut > 0 || dead[0] < Infinity || lie > 0,
    'length-short': ({ cut, dead, lie }) => cut > 0 || dead[0] < Infinity || lie > 0,
    stalled: ({ stall, mute }) => stall > 0 || mute,
    network: ({ refuse, dead }) => refuse > 0 || dead[0] < Infinity,
    'http-unavailable': ({ busy, most }) => busy > 0 || most < Infinity,
    'http-not-found': ({ goneAfter }) => goneAfter < Infinity,
  };

  /** Brings the file whatever the others do, once a part of it is here to know it by. */
  const isSound = (temper: Temper): boolean =>
    temper.ranged &&
    temper.etag?.startsWith('"') === true &&
    !temper.wrong &&
    !temper.mute &&
    !temper.wantsCookies &&
    Object.values(causes).every((cause) => !cause(temper));

  /** @returns why this end is none that may be; null: it may */
  function objection(world: World, end: string | null): string | null {
    const { whole, file, have, server, mirrors } = world;
    if (end === null) return whole || isNameless(world) ? null : 'a wrong byte';
    if (![server, ...mirrors].some(({ temper }) => causes[end]?.(temper))) return `${end}, which nobody caused`;
    const divisible = file?.ranged === true && file.validator?.strong === true;
    const known = divisible && file.size !== null && sampleOf(have, file.size) !== null;
    // One that lies about the length has another file than its mirrors.
    if (known && server.temper.lie === 0 && mirrors.some(({ temper }) => isSound(temper)))
      return `${end}, though a sound mirror was there`;
    return null;
  }

  /** Plays one seed to its end, through deaths. @returns the error's code; null: whole */
  async function fate(seed: number): Promise<{ world: World; end: string | null }> {
    const random = new Random(seed);
    const origin = temperOf(random, random.between(0, 5 * MiB));
    const world = new World(origin, random, mirrorsOf(random, origin));
    world.connections = random.between(1, 12);
    world.inOrder = seed % 4 === 0 ? 800 : null;
    let end: string | null = 'died';
    for (let life = 0; life < 20 && end === 'died'; life++) {
      const mortal = life < 5 && random.chance(0.3);
      end = await world.run(mortal ? random.between(10, 8000) : Infinity);
    }
    return { world, end };
  }

  const one = Number(process.env['PERSEID_SEED'] ?? 0);
  const seeds = one > 0 ? [one] : Array.from({ length: runs }, (_, index) => index + 1);

  it(`ends whole or with an error that somebody caused, never with a wrong byte (${seeds.length} seeds)`, async () => {
    const ends = new Map<string, number>();
    const objections: string[] = [];
    let fromMirrors = 0;
    for (const seed of seeds) {
      const { world, end } = await fate(seed).catch((error: unknown) => {
        throw new Error(replay(seed), { cause: error });
      });
      ends.set(end ?? 'whole', (ends.get(end ?? 'whole') ?? 0) + 1);
      const found = objection(world, end);
      if (found !== null) objections.push(`${found}: ${replay(seed)}`);
      if (world.mirrors.some(({ sent }) => sent > 100_000)) fromMirrors++;
    }
    expect(objections).toEqual([]);
    if (one > 0) return;
    expect(ends.get('whole')).toBeGreaterThan(runs / 2);
    expect(fromMirrors).toBeGreaterThan(runs / 10);
    // Nothing is checked by errors that never come.
    expect(ends.size).toBeGreaterThan(6);
  });
});
