import { useState } from 'preact/hooks';
import type { Search } from '#domain/ledger/search';
import { callPrivacy } from '#platform/privacy-client';
import { saveFile } from '#platform/save-file';
import { Button } from '#ui/button';
import { useWords } from '#ui/words';
import { LedgerFilter } from './ledger-filter.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { everything } from './read-ledger.ts';
import { useLedger } from './use-ledger.ts';
import { useTaskNames } from './use-task-names.ts';

/** Every contact beside the tasks' own, and every refused one: to be searched, exported and erased. */
export function Ledger() {
  const t = useWords();
  const [search, setSearch] = useState<Search>(everything);
  const names = useTaskNames();
  const { entries, more, tasks, older, erase } = useLedger(search);
  const exportAll = async (): Promise<void> => {
    saveFile('perseid-contacts.json', (await callPrivacy('ledger.export', {})).json);
  };
  const eraseAll = (): void => {
    setSearch(everything);
    erase();
  };
  const isFiltered = search.text !== '' || search.purpose !== null || search.task !== null;
  return (
    <section class="ledger" aria-labelledby="ledger">
      <h3 id="ledger">{t('privacy.ledger')}</h3>
      <p class="unit">{t('privacy.ledgerText')}</p>
      <LedgerFilter search={search} tasks={tasks} names={names} onSearch={setSearch} />
      <p class="none" role="status">
        {entries?.length === 0 && (isFiltered ? t('privacy.ledgerNone') : t('privacy.ledgerEmpty'))}
      </p>
      {entries !== null && entries.length > 0 && <LedgerTable entries={entries} names={names} />}
      <p class="rule-acts">
        {more && <Button onPress={older}>{t('privacy.more')}</Button>}
        <Button onPress={() => void exportAll()}>{t('privacy.exportLedger')}</Button>
        <Button onPress={eraseAll}>{t('privacy.eraseLedger')}</Button>
      </p>
    </section>
  );
}
