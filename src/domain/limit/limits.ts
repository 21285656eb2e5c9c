import type { Settings } from '../settings/settings.ts';
import type { Task } from '../task/task.ts';

/** The speed limits that hold now, bytes a second. */
export interface SpeedLimits {
  /** All tasks together; null: none. */
  readonly all: number | null;
  /** By task id. */
  readonly tasks: Readonly<Record<string, number>>;
  /** What all torrents together give to others. */
  readonly upload: number;
  /** By host, its sub-domains included. */
  readonly hosts: readonly { readonly host: string; readonly speedLimit: number }[];
}

export const noLimits: SpeedLimits = { all: null, tasks: {}, upload: Number.POSITIVE_INFINITY, hosts: [] };

type LimitSettings = Pick<Settings, 'speedLimit' | 'slowLimit' | 'uploadLimit' | 'hostRules'>;

/** The limits that hold. @param slow whether the low-speed profile does */
export function speedLimits(settings: LimitSettings, tasks: Iterable<Task>, slow: boolean): SpeedLimits {
  const { speedLimit, slowLimit, uploadLimit, hostRules } = settings;
  return {
    all: slow ? Math.min(slowLimit, speedLimit ?? slowLimit) : speedLimit,
    tasks: Object.fromEntries(
      [...tasks].flatMap((task) => (task.speedLimit === null ? [] : [[task.id, task.speedLimit]])),
    ),
    upload: slow ? Math.min(slowLimit, uploadLimit) : uploadLimit,
    hosts: hostRules.flatMap((rule) =>
      rule.speedLimit === null ? [] : [{ host: rule.host, speedLimit: rule.speedLimit }],
    ),
  };
}

/** Whether a limit holds for whatever comes from a host. @param slow whether the low-speed profile does */
export function isLimited(
  { speedLimit, hostRules }: Pick<Settings, 'speedLimit' | 'hostRules'>,
  host: string,
  slow: boolean,
): boolean {
  const rules = hostRules.filter((rule) => rule.speedLimit !== null);
  return slow || speedLimit !== null || hostRuleOf(host, rules) !== undefined;
}

/** The rule for a host: its own, or that of the nearest domain above it. */
export function hostRuleOf<Rule extends { readonly host: string }>(
  host: string,
  rules: readonly Rule[],
): Rule | undefined {
  return rules
    .filter((rule) => host === rule.host || host.endsWith(`.${rule.host}`))
    .toSorted((a, b) => b.host.length - a.host.length)[0];
}
