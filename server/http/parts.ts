import type { Config } from '../config.ts';
import type { ServiceKeys } from '../keys/key-file.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from './metrics.ts';

/** What a service is made of. */
export interface Parts {
  readonly store: Store;
  readonly keys: ServiceKeys;
  readonly config: Config;
  readonly metrics: Metrics;
  /** ms since 1970. */
  readonly now: () => number;
  /** Figures of what runs beside the requests, for the metrics. */
  readonly gauges: () => Readonly<Record<string, number>>;
}
