import type { FolderRule } from '../settings/settings.ts';

/** The rules with one more, which takes the place of one for the same. */
export function withRule(rules: readonly FolderRule[], rule: FolderRule): FolderRule[] {
  return [...withoutRule(rules, rule), rule].toSorted(
    (a, b) => (a.site ?? '').localeCompare(b.site ?? '', 'en') || (a.kind ?? '').localeCompare(b.kind ?? '', 'en'),
  );
}

/** The rules without the one for this kind and site. */
export function withoutRule(rules: readonly FolderRule[], { kind, site }: Pick<FolderRule, 'kind' | 'site'>) {
  return rules.filter((rule) => rule.kind !== kind || rule.site !== site);
}
