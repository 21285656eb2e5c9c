import { describe, expect, it } from 'vitest';
import { Flow } from '#domain/segment/flow';

const KiB = 1024;

/** Portions of so many bytes, each after so many ms, until a time. @returns when the last came */
function come(flow: Flow, from: number, every: number, bytes: number, until: number): number {
  let at = from;
  while (at + every <= until) flow.came((at += every), bytes);
  return at;
}

describe('how bytes come', () => {
  it('nothing is known before the first', () => {
    expect(new Flow(0).timeFor(1000, 5000)).toBeNull();
  });

  it('while they come, what is left takes as long as its share of what came', () => {
    const flow = new Flow(0);
    const last = come(flow, 0, 50, 100 * KiB, 20_000);
    expect(flow.timeFor(600 * KiB, last)).toBeCloseTo(300);
    expect(flow.timeFor(600 * KiB, last + 49)).toBeCloseTo(300);
  });

  it.each([1, 5, 20, 60])('who falls silent after %d good s is thought to stay so for as long again', (seconds) => {
    const flow = new Flow(0);
    const last = come(flow, 0, 50, 100 * KiB, seconds * 1000);
    expect(flow.timeFor(600 * KiB, last + 1050)).toBeCloseTo(1300);
  });

  it('pauses that are usual are no silence', () => {
    const flow = new Flow(0);
    const last = come(flow, 0, 1000, 2000 * KiB, 20_000);
    expect(flow.timeFor(1000 * KiB, last + 1000)).toBeCloseTo(500);
    // Not for ever: it comes without pauses now.
    const later = come(flow, last, 50, 100 * KiB, last + 5000);
    expect(flow.timeFor(1000 * KiB, later + 1000)).toBeCloseTo(500 + 950);
  });

  it('who was fast a while ago and is slow now is slow', () => {
    const flow = new Flow(0);
    const last = come(flow, 0, 50, 1000 * KiB, 20_000);
    const later = come(flow, last, 50, 10 * KiB, last + 6000);
    expect(flow.timeFor(1000 * KiB, later)).toBeCloseTo(5000);
  });
});
