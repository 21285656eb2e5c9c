import { describe, expect, it } from 'vitest';
import { Badge } from '../../src/engine/badge.ts';
import { task } from '../ui/tasks.ts';

describe('the toolbar button', () => {
  const running = task();

  it('is told of what has changed, and of nothing else', () => {
    const told: unknown[] = [];
    const badge = new Badge((shown) => told.push(shown));
    badge.show([]);
    expect(told).toEqual([]);
    badge.show([running]);
    badge.show([running]);
    expect(told).toEqual([{ running: 1, asking: false }]);
    badge.show([running, running]);
    badge.show([]);
    expect(told.slice(1)).toEqual([
      { running: 2, asking: false },
      { running: 0, asking: false },
    ]);
  });

  it('is told that one waits for the user’s word, unless that one was removed', () => {
    const told: unknown[] = [];
    const badge = new Badge((shown) => told.push(shown));
    const asks = task({ state: { kind: 'paused', because: 'name', room: null } });
    badge.show([{ ...asks, trash: { at: 1, wasRunning: false } }]);
    badge.show([asks]);
    expect(told).toEqual([{ running: 0, asking: true }]);
  });
});
