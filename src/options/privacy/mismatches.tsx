import { useEffect, useState } from 'preact/hooks';
import type { Mismatch } from '#domain/ledger/mismatch';
import { callPrivacy } from '#platform/privacy-client';
import { useWords } from '#ui/words';

/** What the browser saw of our own requests and the ledger does not know: a red banner, or nothing. */
export function Mismatches() {
  const t = useWords();
  const [found, setFound] = useState<readonly Mismatch[]>([]);
  useEffect(() => void callPrivacy('witness.read', {}).then(({ mismatches }) => setFound(mismatches)), []);
  if (found.length === 0) return null;
  return (
    <div class="mismatches" role="alert">
      <h3>{t('privacy.mismatches')}</h3>
      <p>{t('privacy.mismatchesText')}</p>
      <ul>
        {found.map(({ at, kind, host, detail }) => (
          <li key={`${at} ${host} ${detail}`}>
            {new Date(at).toISOString()} {host} {kind} {detail}
          </li>
        ))}
      </ul>
    </div>
  );
}
