import type { ContestantId, Scenario } from '../scenarios.ts';
import { aria2 } from './aria2.ts';
import { browserAlone } from './browser.ts';
import type { Contestant } from './contestant.ts';
import { curl } from './curl.ts';
import { always, cold, coldThenWarm, hasModes } from './extension.ts';
import { browserWithPermissions } from './permissions.ts';

interface Entry {
  readonly id: ContestantId;
  readonly contestant: Contestant;
}

/** Those of a scenario that were asked for, in turn. The warm run follows the cold one, in its profile. */
export function contestantsOf(scenario: Scenario, asked: (id: ContestantId) => boolean): Entry[] {
  const takesPart = (id: ContestantId): boolean => scenario.contestants.includes(id) && asked(id);
  const line: Entry[] = [
    { id: 'ours', contestant: takesPart('oursWarm') ? coldThenWarm : cold },
    ...(hasModes ? [{ id: 'oursAlways' as const, contestant: always }] : []),
    { id: 'browser', contestant: browserAlone },
    { id: 'browserWithPermissions', contestant: browserWithPermissions },
    { id: 'aria2x16', contestant: aria2(16) },
    { id: 'aria2x6', contestant: aria2(6) },
    { id: 'curl', contestant: curl },
  ];
  return line.filter(({ id }) => takesPart(id));
}
