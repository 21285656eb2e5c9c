import { beforeAll, describe, expect, it } from 'vitest';
import { taskHost } from '../../bench/prove/pass.ts';
import { holds, type Proof, prove } from '../../bench/prove/proof.ts';
import { steps } from '../../bench/prove/walks.ts';

/** How long each walk stands still and looks, ms. `npm run prove` does for three minutes. */
const window = 2000;

describe('a recording of every packet and every look-up', () => {
  let proof: Proof;
  beforeAll(async () => {
    proof = await prove(window, console.info);
  });

  it('AP1, BC4: nobody is contacted but the host of the downloads, in any step', () => {
    expect(proof.undeclared).toEqual([]);
    expect(holds(proof)).toBe(true);
    const { packets, names, by } = proof.hosts[taskHost]!;
    expect(packets).toBeGreaterThan(0);
    expect(names).toBeGreaterThan(0);
    expect(Object.keys(by)).toEqual(expect.arrayContaining([steps.task.name, steps.everythingOff.name]));
  });

  it('AP1, BC4: a planted contact is seen: by name and by address, TCP and UDP, IPv4 and IPv6', () => {
    expect(proof.planted).toEqual(['leak.example.test', '203.0.113.9', '198.51.100.7', '2001:db8::7']);
    expect(proof.unseen).toEqual([]);
  });

  it('what the browser contacts by itself has names that nobody else uses', () => {
    const others = Object.keys(proof.browser).filter((host) => host !== taskHost);
    expect(others.filter((host) => !host.endsWith('.browser.test'))).toEqual([]);
  });
});
