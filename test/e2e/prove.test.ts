import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { taskHost } from '../../bench/prove/pass.ts';
import { holds, type Proof, prove } from '../../bench/prove/proof.ts';
import { steps, trackerHost } from '../../bench/prove/walks.ts';

/** How long each walk stands still and looks, ms. `npm run prove` does for three minutes. */
const window = 2000;

describe('a recording of every packet and every look-up', () => {
  let proof: Proof;
  beforeAll(async () => {
    proof = await prove(window, console.info);
  });

  it('AP1, BC4, BC8, PT3: nobody is contacted but the host of the downloads, in any step, and the tracker of a torrent from the moment on that it is accepted: for one that is declined, nobody', () => {
    expect(proof.undeclared).toEqual([]);
    expect(holds(proof)).toBe(true);
    const { packets, names, by } = proof.hosts[taskHost]!;
    expect(packets).toBeGreaterThan(0);
    expect(names).toBeGreaterThan(0);
    const walked = [steps.left, steps.task, steps.everythingOff].map(({ name }) => name);
    expect(Object.keys(by)).toEqual(expect.arrayContaining(walked));
    const asked = proof.hosts[trackerHost]!;
    expect(asked.names).toBeGreaterThan(0);
    // In order: not before.
    expect(Object.keys(asked.by)[0]).toBe(steps.torrentAccepted.name);
  });

  it('AP1, BC4: every planted contact is seen: TCP and UDP, IPv4 and IPv6, by name and by address, from every context', () => {
    expect(proof.planted).toHaveLength(10);
    expect(proof.unseen).toEqual([]);
  });

  it('AP1: no request names the extension by its own address; what is added to the browser’s headers is told', () => {
    expect(proof.named).toEqual([]);
    expect(proof.headers).toContain('host');
    expect(proof.added).toContain('range');
    expect(proof.added.filter((name) => /^(origin|x-|sec-ch)/.test(name))).toEqual([]);
  });

  it('no contact can hide behind the browser’s own: these have names that nobody else uses', () => {
    const others = Object.keys(proof.browser).filter((host) => host !== taskHost);
    expect(others.filter((host) => !/\.browser\.test$|^dummy\.test$/.test(host))).toEqual([]);
  });
});

it('where nothing can be recorded, that is an error which says so', async () => {
  // Root, without what namespaces need.
  const less = ['--bounding-set=-sys_admin,-net_admin', '--inh-caps=-sys_admin,-net_admin'];
  const command = [...less, process.execPath, 'bench/prove.ts', '--short', '--no-build'];
  const ended = promisify(execFile)('setpriv', command, { cwd: join(import.meta.dirname, '../..') });
  const told: unknown = expect.stringContaining('No network namespace to record in can be made here');
  await expect(ended).rejects.toMatchObject({ code: 1, stdout: '', stderr: told });
});
