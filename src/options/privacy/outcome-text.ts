import type { Translate } from '#domain/i18n/translate';
import type { Outcome } from '#domain/ledger/entry';

/** What came of a contact, in words. */
export function outcomeText(t: Translate, outcome: Outcome): string {
  if (outcome.kind === 'answered') return `${t('outcome.answered')}, ${t('privacy.bytes', { count: outcome.bytes })}`;
  if (outcome.kind === 'begun' || outcome.kind === 'aborted') return t(`outcome.${outcome.kind}`);
  return t(`outcome.${outcome.kind}`, { reason: t(`reason.${outcome.because}`) });
}
