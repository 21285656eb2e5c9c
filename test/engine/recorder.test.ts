import { describe, expect, it } from 'vitest';
import type { Range } from '#domain/segment/range';
import type { SwarmContent } from '#domain/swarm/swarm';
import { Given } from '#engine/swarm/given';
import { Recorder, type Here } from '#engine/swarm/recorder';
import { Tally } from '#engine/tally';

const content: SwarmContent = {
  several: false,
  size: 20,
  pieceLength: 10,
  files: [{ folder: '', name: 'a', size: 20, offset: 0, wanted: true, saved: false }],
};
const first: Range = { from: 0, to: 10 };

/** What it tells, in order, with the flushes. */
function recorded(work: 'fetch' | 'share' = 'fetch') {
  const said: unknown[] = [];
  const state = { here: null as Here | null, uploaded: 0 };
  const given = new Given(() => state.uploaded, false, 0);
  const recorder = new Recorder({
    work,
    here: () => state.here,
    given: () => given,
    tally: new Tally(Date.now, () => undefined),
    flush: () => Promise.resolve(void said.push('flush')),
    tell: (event) => Promise.resolve(void said.push(event)),
    failed: (error) => said.push(error),
  });
  return { said, state, recorder };
}
const met = (peers: number) => ({ kind: 'met', peers });
const checkpoint = (have: Range[]) => ({ kind: 'checkpoint', have, traffic: [] });

describe('what is recorded of a torrent’s session', () => {
  it('PT4: peers that were met, also before it is known what is in it; each once', async () => {
    const { said, recorder } = recorded();
    for (const id of ['a', 'b', 'a']) recorder.met(id);
    recorder.look();
    await expect.poll(() => said).toEqual([met(2)]);
    for (const id of ['b', 'c']) recorder.met(id);
    recorder.look();
    await expect.poll(() => said).toEqual([met(2), met(1)]);
    recorder.met('d');
    await recorder.end(null);
    expect(said).toEqual([met(2), met(1), met(1)]);
  });

  it('pieces, when they are flushed; complete, that too', async () => {
    const { said, state, recorder } = recorded();
    state.here = { content, have: [{ from: 0, to: 20 }] };
    recorder.look();
    const fetched = { kind: 'fetched', have: state.here.have, size: 20 };
    await expect.poll(() => said).toEqual(['flush', checkpoint(state.here.have), fetched]);
  });

  it('the last pieces, and what was given, when it ends; it is complete only in the next', async () => {
    const { said, state, recorder } = recorded();
    state.here = { content, have: [first] };
    recorder.look();
    state.uploaded = 7;
    recorder.met('a');
    await recorder.end({ content, have: [{ from: 0, to: 20 }] });
    expect(said).toEqual([
      met(1),
      { kind: 'gave', bytes: 7, sharedFor: 0 },
      'flush',
      checkpoint([{ from: 0, to: 20 }]),
    ]);
    recorder.look();
    await Promise.resolve();
    expect(said.length).toBe(4);
  });

  it('no piece of one that is only shared', async () => {
    const { said, state, recorder } = recorded('share');
    state.here = { content, have: [first] };
    await recorder.end(state.here);
    expect(said).toEqual([]);
  });
});
