import { readConfig, type Config } from '../../../server/config.ts';
import type { LogLine } from '../../../server/http/log.ts';
import { startService, type Service } from '../../../server/service.ts';
import type { Place } from '../../../server/store/store.ts';
import { ServiceClient } from './client.ts';
import { freshPlace, type Kind } from './places.ts';

/** A clock that a test moves. */
export interface Clock {
  /** ms since 1970. */
  now: number;
}

/** A service in this process. */
export interface Running {
  readonly service: Service;
  readonly client: ServiceClient;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: LogLine[];
  close(): Promise<void>;
}

/** Wednesday, 2027-03-03. */
export const wednesday = Date.UTC(2027, 2, 3, 12);
export const days = 24 * 60 * 60 * 1000;

/** Settings of a service in tests: little work for a token, a port of its own. */
function settingsFor(place: Place, more: Partial<Config> = {}): Config {
  return { ...readConfig({ PORT: '0', TOKEN_WORK: '2', PERSEID_DATA: place.folder }), place, ...more };
}

/** Starts one, on an empty database unless a place is named. */
export async function startOne(
  kind: Kind | Place,
  more: Partial<Config> = {},
  clock: Clock = { now: wednesday },
): Promise<Running> {
  const config = settingsFor(typeof kind === 'string' ? await freshPlace(kind) : kind, more);
  const log: LogLine[] = [];
  const service = await startService(config, { now: () => clock.now, log: (line) => void log.push(line) });
  return { service, client: new ServiceClient(service.address), config, clock, log, close: () => service.close() };
}
