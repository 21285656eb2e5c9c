import { useEffect, useState } from 'preact/hooks';
import { formatMoment } from '#domain/i18n/format';
import type { Translate } from '#domain/i18n/translate';
import type { Receipt } from '#domain/policy/receipt';
import { purposes } from '#domain/policy/registry';
import { callPrivacy } from '#platform/privacy-client';
import { usePrivacy } from '#ui/privacy/use-privacy';
import { useWords } from '#ui/words';

/** What was agreed to and taken back, and when, with the hash of the policy of that moment. */
export function Receipts() {
  const t = useWords();
  const { privacy } = usePrivacy();
  const [receipts, setReceipts] = useState<readonly Receipt[]>([]);
  useEffect(() => void callPrivacy('receipts.read', {}).then((answer) => setReceipts(answer.receipts)), [privacy]);
  return (
    <div class="receipts">
      <h3>{t('privacy.receipts')}</h3>
      <p class="unit">{t('privacy.receiptsText')}</p>
      {receipts.length === 0 && <p class="none">{t('privacy.receiptsNone')}</p>}
      <ul>
        {receipts.map((receipt) => (
          <li key={`${receipt.at} ${receipt.kind} ${receipt.purpose}`}>
            {t('privacy.receipt', {
              when: formatMoment(t.locale, receipt.at, Date.now()),
              what: whatOf(t, receipt),
              version: receipt.version,
              hash: receipt.policyHash.slice(0, 12),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function whatOf(t: Translate, { kind, purpose }: Receipt): string {
  if (kind === 'accepted' || kind === 'declined') return t(`receipt.${kind}`);
  return t(`receipt.${kind}`, { purpose: purpose === null ? '' : t(purposes[purpose].label) });
}
