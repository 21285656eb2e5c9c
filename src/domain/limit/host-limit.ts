import type { Settings } from '../settings/settings.ts';
import { hostRuleOf } from './limits.ts';

/** Connections that a host's tasks may hold together; hosts of one `group` are counted as one. */
export type HostLimit = (url: URL) => { readonly group: string; readonly most: number };

/** A host's own rule, or that of a domain above it, comes before what holds for every host. */
export function hostLimitOf({
  connectionsPerHost,
  hostRules,
}: Pick<Settings, 'connectionsPerHost' | 'hostRules'>): HostLimit {
  const rules = hostRules.flatMap(({ host, connections }) => (connections === null ? [] : [{ host, connections }]));
  return ({ host, hostname }) => {
    const rule = hostRuleOf(hostname, rules);
    return rule ? { group: rule.host, most: rule.connections } : { group: host, most: connectionsPerHost };
  };
}
