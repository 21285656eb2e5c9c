import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../src/engine/http/prove-mirror.ts';
import { Random } from './random.ts';
import type { Temper } from './server.ts';
import { causes, lasts, temperOf } from './temper.ts';
import { MiB, World } from './world.ts';

/** How one seed is played alone. */
const replay = (seed: number): string =>
  `PERSEID_SEED=${seed} npx vitest run --project simulation test/simulation/fates`;

describe('any servers, any fate', () => {
  const runs = 2000;

  /** An older copy of the same size, which differs in some places. */
  const older = { etag: '"older"', spoil: 0.3 };

  /** Mirrors of an honest origin: some have another file of the same size. */
  function mirrorsOf(random: Random, origin: Temper): Temper[] {
    return Array.from({ length: random.chance(0.6) ? random.between(1, 3) : 0 }, () => ({
      ...temperOf(random, origin.size),
      changesAfter: Infinity,
      wrong: random.chance(0.2),
      mute: random.chance(0.1),
      ...(random.chance(0.2) && older),
    }));
  }

  /** Nothing was told of the file that could tell it from a page in its place. */
  const isNameless = ({ file, server }: World): boolean =>
    server.temper.pageAfter < Infinity && file?.size === null && file.validator === null;

  /** Brings the file whatever the others do, once a part of it is here to know it by. */
  const isSound = (temper: Temper): boolean =>
    temper.ranged && temper.etag?.startsWith('"') === true && !temper.wantsCookies && lasts(temper);

  /** @returns why this end is none that may be; null: it may */
  function objection(world: World, end: string | null): string | null {
    const { whole, file, have, server, mirrors } = world;
    if (end === null) return whole || isNameless(world) ? null : 'a wrong byte';
    if (![server, ...mirrors].some(({ temper }) => causes[end]?.(temper))) return `${end}, which nobody caused`;
    if (lasts(server.temper)) return `${end}, though the origin has the file`;
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
    // What is compared first is the same in every copy.
    for (const mirror of world.mirrors) mirror.honestFirst = 1;
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
