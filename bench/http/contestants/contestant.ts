import type { Scenario } from '../scenarios.ts';
import type { BenchServer } from '../servers/server.ts';
import type { Trial } from '../trial.ts';

/** Where a contestant is to prove itself. */
export interface Arena {
  readonly scenario: Scenario;
  readonly server: BenchServer;
  /** Says which round it is; unique for each contestant and round. */
  readonly round: number;
}

/** Fetches a file, or a file and then another one from the same host. */
export type Contestant = (arena: Arena) => Promise<Trial[]>;
