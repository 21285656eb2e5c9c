import { formatMoment } from '#domain/i18n/format';
import type { StoredEntry } from '#domain/ledger/entry';
import { purposes } from '#domain/policy/registry';
import { useWords } from '#ui/words';
import { outcomeText } from './outcome-text.ts';
import type { TaskNames } from './use-task-names.ts';

interface TableProps {
  readonly entries: readonly StoredEntry[];
  readonly names: TaskNames;
}

/** Outcomes of what never went out. */
const stayedHere: ReadonlySet<string> = new Set(['refused', 'deferred', 'dropped']);

/** Entries of the ledger, one a row. */
export function LedgerTable({ entries, names }: TableProps) {
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
          <Row key={entry.id} entry={entry} names={names} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ entry, names }: { entry: StoredEntry; names: TaskNames }) {
  const t = useWords();
  const { at, version, purpose, host, request, size, task, outcome } = entry;
  return (
    <tr>
      <td>
        {formatMoment(t.locale, at, Date.now())}
        <span class="unit ledger-edition">{t('privacy.edition', { version })}</span>
      </td>
      <td>
        {t(purposes[purpose].label)}
        {task !== null && <span class="unit ledger-task">{names(task)}</span>}
      </td>
      <td>{host ?? t('privacy.serviceNone')}</td>
      <td>
        {request === null ? (
          t('privacy.sentNothing')
        ) : (
          <>
            {stayedHere.has(outcome.kind) && `${t('privacy.notSent')} `}
            <code>{`${request.method} ${request.path}${request.body === null ? '' : ` ${request.body}`}`}</code>{' '}
            {t('privacy.bytes', { count: size })}
          </>
        )}
      </td>
      <td>{outcomeText(t, outcome)}</td>
    </tr>
  );
}
