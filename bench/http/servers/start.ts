import type { Scenario } from '../scenarios.ts';
import { startCapped, startMirrors } from './capped.ts';
import type { BenchServer } from './server.ts';
import { startStatic } from './static.ts';

/** Starts a scenario's server. @throws when this machine cannot have it */
export function startServer({ ground, bytes }: Scenario): Promise<BenchServer> {
  switch (ground.kind) {
    case 'capped':
      return startCapped(ground, bytes);
    case 'mirrors':
      return startMirrors(ground, bytes);
    case 'static':
      return startStatic(ground.link, bytes);
  }
}
