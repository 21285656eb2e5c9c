import type { Translate } from '#domain/i18n/translate';
import { parseSpeed } from '#domain/limit/speed-text';
import { bounds, type HostRule } from '#domain/settings/settings';
import { normalizeSite } from '#domain/source/takeover';
import { parseWhole } from './parse.ts';

/** A rule for a site as it is typed. */
export const emptyRule = { host: '', connections: '', speed: '' };
export type RuleDraft = typeof emptyRule;

/** Reads a rule: a site, and a number of connections, a speed in MB/s, or both. */
export function readRule(t: Translate, draft: RuleDraft): { rule: HostRule } | { wrong: string } {
  const host = normalizeSite(draft.host);
  if (host === null) return { wrong: t('options.siteBad') };
  const { least, most } = bounds.connections;
  const open = draft.connections.trim() === '';
  const connections = open ? null : parseWhole(draft.connections, least, most);
  if (!open && connections === null) return { wrong: t('options.numberBad', { least, most }) };
  const speed = parseSpeed(draft.speed);
  if (speed === 'bad') return { wrong: t('options.speedBad') };
  if (connections === null && speed.value === null) return { wrong: t('options.ruleEmpty') };
  return { rule: { host, connections, speedLimit: speed.value } };
}
