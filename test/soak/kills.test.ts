import { describe, expect, it, onTestFinished } from 'vitest';
import { Patient } from '../../bench/chaos/patient.ts';
import { play } from '../../bench/chaos/run.ts';
import { faultyFile, rate, type Script } from '../../bench/chaos/script.ts';
import { bearable, described } from '../../bench/chaos/tally.ts';
import { MiB, siteFor } from '../e2e/stage.ts';
import { Random } from '../simulation/random.ts';

const kills = 20;
const size = 320 * MiB;

/** What an answer that is cut may take with it: bytes that were sent and not yet handed on by system and browser. */
const unread = 512 * 1024;

/** `npm run chaos` kills many transfers a few times; this one is killed many times. */
describe('many kills', () => {
  it(`${kills} kill -9 during a transfer from a faulty server: a second of transfer is lost each time, at most`, async () => {
    const random = new Random(20);
    const script: Script = {
      name: 'film.bin',
      takeover: 'always',
      file: faultyFile(random, size),
      kills: Array.from({ length: kills }, () => ({ phase: 'transfer', bytes: random.between(1, 12 * MiB) })),
    };
    const site = await siteFor({ rate });
    const patient = await Patient.open();
    onTestFinished(() => patient.close());
    const result = await play(patient, site, script);
    console.log(described(result));
    const { end, reason, losses } = result;
    expect({ end, reason, kills: losses.length }).toEqual({ end: 'whole', reason: null, kills });
    expect(Math.max(...losses.map(({ seconds }) => seconds))).toBeLessThanOrEqual(bearable);
    const wasted = losses.reduce((sum, { bytes }) => sum + bytes, 0);
    const log = site.log('film.bin');
    const cuts = log.requests.filter(({ outcome }) => outcome !== 'whole').length;
    console.log(
      `${cuts} answers cut; ${((log.bytes - size - wasted) / MiB).toFixed(1)} MiB fetched again beside the kills`,
    );
    expect(log.bytes - size - wasted).toBeLessThanOrEqual(cuts * unread);
  });
});
