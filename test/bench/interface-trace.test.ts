import { describe, expect, it } from 'vitest';
import { frameWork } from '../../bench/interface/trace.ts';

const event = (name: string, ts: number, dur?: number, tid = 1) => ({
  name,
  ph: dur === undefined ? 'i' : 'X',
  ts,
  ...(dur !== undefined && { dur }),
  pid: 1,
  tid,
});
const frame = (ts: number, tid = 1) => event('FireAnimationFrame', ts, 1, tid);
const traced = (...traceEvents: object[]) => frameWork(JSON.stringify({ traceEvents }));

describe('script and layout of each frame, from a trace', () => {
  it('are summed from one beginning to the next; what lies within something counts once', () => {
    expect(
      traced(
        frame(0),
        event('EventDispatch', 100, 3000),
        event('FunctionCall', 200, 2500),
        event('Layout', 300, 400),
        event('Layout', 4000, 500),
        event('Paint', 5000, 9000),
        frame(16_000),
        event('UpdateLayoutTree', 16_100, 250),
        frame(32_000),
        event('FunctionCall', 40_000, 7000),
      ),
    ).toEqual([3.501, 0.251]);
  });

  it('count in processor time, where that is told', () => {
    expect(traced(frame(0), { ...event('Layout', 100, 9000), tdur: 2000 }, frame(16_000))).toEqual([2.001]);
  });

  it('are those of the thread with the most frames', () => {
    expect(
      traced(
        frame(0, 2),
        frame(10, 1),
        frame(20, 1),
        frame(30, 1),
        event('FunctionCall', 12, 4, 1),
        event('FunctionCall', 5, 9000, 2),
      ),
    ).toEqual([0.005, 0.001]);
  });

  it('cannot be read of what is no trace', () => {
    expect(() => frameWork('{}')).toThrow();
    expect(traced()).toEqual([]);
  });
});
