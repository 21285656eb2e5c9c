import { useEffect, useState } from 'preact/hooks';
import { formatMoment } from '#domain/i18n/format';
import type { Translate } from '#domain/i18n/translate';
import type { StoredEntry } from '#domain/ledger/entry';
import { purposeIds, type PurposeId } from '#domain/policy/purpose';
import { purposes } from '#domain/policy/registry';
import { callPrivacy } from '#platform/privacy-client';
import { saveFile } from '#platform/save-file';
import { Button } from '#ui/button';
import { useWords } from '#ui/words';

/** So many entries are shown at once. */
const page = 50;

/** Every contact beside the tasks' own, and every refused one: to be searched, exported and erased. */
export function Ledger() {
  const t = useWords();
  const [text, setText] = useState('');
  const [purpose, setPurpose] = useState<PurposeId | null>(null);
  const { entries, more, older, erase } = useEntries(text, purpose);
  const exportAll = async (): Promise<void> => {
    saveFile('perseid-contacts.json', (await callPrivacy('ledger.export', {})).json);
  };
  const isFiltered = text !== '' || purpose !== null;
  return (
    <div class="ledger">
      <h3>{t('privacy.ledger')}</h3>
      <p class="unit">{t('privacy.ledgerText')}</p>
      <div class="ledger-filter">
        <input
          class="field"
          type="search"
          aria-label={t('privacy.search')}
          placeholder={t('privacy.search')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <PurposeChoice purpose={purpose} onChoice={setPurpose} />
      </div>
      {entries?.length === 0 && <p class="none">{isFiltered ? t('privacy.ledgerNone') : t('privacy.ledgerEmpty')}</p>}
      {entries !== null && entries.length > 0 && <Table entries={entries} />}
      <p class="rule-acts">
        {more && <Button onPress={older}>{t('privacy.more')}</Button>}
        <Button onPress={() => void exportAll()}>{t('privacy.exportLedger')}</Button>
        <Button onPress={erase}>{t('privacy.eraseLedger')}</Button>
      </p>
    </div>
  );
}

interface ChoiceProps {
  readonly purpose: PurposeId | null;
  readonly onChoice: (purpose: PurposeId | null) => void;
}

function PurposeChoice({ purpose, onChoice }: ChoiceProps) {
  const t = useWords();
  return (
    <select
      class="field"
      aria-label={t('privacy.purposeFilter')}
      value={purpose ?? ''}
      onChange={(event) => onChoice(purposeIds.find((id) => id === event.currentTarget.value) ?? null)}
    >
      <option value="">{t('privacy.allPurposes')}</option>
      {purposeIds.map((id) => (
        <option key={id} value={id}>
          {t(purposes[id].label)}
        </option>
      ))}
    </select>
  );
}

const readPage = (text: string, purpose: PurposeId | null, before: number | null) =>
  callPrivacy('ledger.read', { text, purpose, task: null, before, most: page });

function useEntries(text: string, purpose: PurposeId | null) {
  const [entries, setEntries] = useState<readonly StoredEntry[] | null>(null);
  const [more, setMore] = useState(false);
  const [erasures, setErasures] = useState(0);
  useEffect(() => {
    let current = true;
    void readPage(text, purpose, null).then((found) => {
      if (!current) return;
      setEntries(found.entries);
      setMore(found.more);
    });
    return () => {
      current = false;
    };
  }, [text, purpose, erasures]);
  const older = (): void =>
    void readPage(text, purpose, entries?.at(-1)?.id ?? null).then((found) => {
      setEntries((known) => [...(known ?? []), ...found.entries]);
      setMore(found.more);
    });
  const erase = (): void => void callPrivacy('ledger.erase', {}).then(() => setErasures((count) => count + 1));
  return { entries, more, older, erase };
}

function Table({ entries }: { entries: readonly StoredEntry[] }) {
  const t = useWords();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('privacy.when')}</th>
          <th scope="col">{t('privacy.what')}</th>
          <th scope="col">{t('privacy.whom')}</th>
          <th scope="col">{t('privacy.sent')}</th>
          <th scope="col">{t('privacy.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ entry: { at, purpose, host, request, size, outcome } }: { entry: StoredEntry }) {
  const t = useWords();
  return (
    <tr>
      <td>{formatMoment(t.locale, at, Date.now())}</td>
      <td>{t(purposes[purpose].label)}</td>
      <td>{host ?? t('privacy.serviceNone')}</td>
      <td>
        {request === null ? (
          t('privacy.sentNothing')
        ) : (
          <>
            <code>{`${request.method} ${request.path}${request.body === null ? '' : ` ${request.body}`}`}</code>{' '}
            {t('privacy.bytes', { count: size })}
          </>
        )}
      </td>
      <td>{outcomeText(t, outcome)}</td>
    </tr>
  );
}

function outcomeText(t: Translate, outcome: StoredEntry['outcome']): string {
  if (outcome.kind === 'answered') return `${t('outcome.answered')}, ${t('privacy.bytes', { count: outcome.bytes })}`;
  if (outcome.kind === 'begun' || outcome.kind === 'aborted') return t(`outcome.${outcome.kind}`);
  return t(`outcome.${outcome.kind}`, { reason: t(`reason.${outcome.because}`) });
}
