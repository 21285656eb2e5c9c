import { execFileSync } from 'node:child_process';
import type { Arena, Contestant } from './contestants/contestant.ts';
import { contestantsOf } from './contestants/contestants.ts';
import type { ContestantId, Scenario } from './scenarios.ts';
import { startServer } from './servers/start.ts';
import type { Trial } from './trial.ts';

/** What of a scenario is run, and who hears of it. */
export interface Order {
  readonly runs: number;
  readonly asked: (id: ContestantId) => boolean;
  /** Called with each trial as it ends. */
  readonly tell: (round: number, trial: Trial) => void;
}

/** Runs a scenario: every contestant in turn, as many rounds as asked for, against one server. */
export async function play(scenario: Scenario, { runs, asked, tell }: Order): Promise<Trial[]> {
  const server = await startServer(scenario);
  const trials: Trial[] = [];
  try {
    for (let round = 1; round <= runs; round++) {
      for (const { id, contestant } of contestantsOf(scenario, asked)) {
        const ended = await turn(id, contestant, { scenario, server, round });
        for (const trial of ended) tell(round, trial);
        trials.push(...ended);
      }
    }
  } finally {
    await server.close();
  }
  return trials;
}

/** One contestant's turn. Whatever goes wrong with it is its result, and the others still have theirs. */
async function turn(id: ContestantId, contestant: Contestant, arena: Arena): Promise<Trial[]> {
  // What the one before left to be written is not the next one's to wait for.
  execFileSync('sync');
  try {
    return await contestant(arena);
  } catch (error) {
    return [failed(id, error instanceof Error ? error.message : String(error))];
  }
}

function failed(contestant: ContestantId, reason: string): Trial {
  return {
    contestant,
    outcome: { kind: 'failed', reason },
    cpuSeconds: 0,
    peakBytes: 0,
    sentBytes: 0,
    lastByte: null,
    serverLoad: 0,
    othersLoad: 0,
    mode: null,
    requests: [],
  };
}
