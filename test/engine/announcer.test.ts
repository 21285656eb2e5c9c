import { describe, expect, it } from 'vitest';
import { Announcer } from '../../src/engine/announcer.ts';
import { task } from '../ui/tasks.ts';

describe('what is told outside our pages', () => {
  const running = task();
  const announcer = () => {
    const told: unknown[] = [];
    const background = (verb: string, request: object) => Promise.resolve(void told.push({ [verb]: request }) as never);
    return { announcer: new Announcer(background), told };
  };

  it('the toolbar button: of what has changed, and of nothing else', () => {
    const { announcer: at, told } = announcer();
    at.count([]);
    expect(told).toEqual([]);
    at.count([running]);
    at.count([running]);
    expect(told).toEqual([{ 'badge.set': { running: 1, asking: false } }]);
    at.count([running, running]);
    at.count([]);
    expect(told.slice(1)).toEqual([
      { 'badge.set': { running: 2, asking: false } },
      { 'badge.set': { running: 0, asking: false } },
    ]);
  });

  it('that one waits for the user’s word, unless that one was removed', () => {
    const { announcer: at, told } = announcer();
    const asks = task({ state: { kind: 'paused', because: 'name', room: null } });
    at.count([{ ...asks, trash: { at: 1, wasRunning: false } }]);
    at.count([asks]);
    expect(told).toEqual([{ 'badge.set': { running: 0, asking: true } }]);
  });

  it('an ending, once', () => {
    const { announcer: at, told } = announcer();
    const failed = task({ state: { kind: 'failed', error: { code: 'http-gone' }, whole: false } });
    at.changed(running, failed);
    at.changed(failed, failed);
    at.changed(failed, null);
    expect(told).toEqual([{ 'ending.tell': { id: 'a', kind: 'failed', name: 'file one.bin', downloadId: null } }]);
  });
});
