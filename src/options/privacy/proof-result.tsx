import { judgeProof, ownHost, wentOut, type Evidence, type ProofVerdict } from '#domain/ledger/proof';
import type { Translate } from '#domain/i18n/translate';
import { Icon } from '#ui/icons';
import { WhoSaw } from '#ui/traffic/who-saw';
import { useWords } from '#ui/words';
import { LedgerTable } from './ledger-table.tsx';
import { useTaskNames } from './use-task-names.ts';

/** What a proof shows: in plain words first, then who was contacted. */
export function ProofResult({ evidence }: { evidence: Evidence }) {
  const t = useWords();
  const names = useTaskNames();
  const verdict = judgeProof(evidence);
  const { task, entries, others } = evidence;
  const sent = entries.filter(wentOut);
  return (
    <>
      <p class={verdict === 'strangers' ? 'wrong' : 'proven'}>
        <Icon name={verdict === 'strangers' ? 'warn' : 'check'} />
        {verdictText(t, verdict, ownHost(task))}
      </p>
      {task.state.kind !== 'done' && <p>{t('prove.unfinished')}</p>}
      <WhoSaw task={task} />
      {sent.length === 0 ? <p>{t('prove.noEntry')}</p> : <LedgerTable entries={sent} names={names} />}
      <ul>
        {evidence.mismatches.map(({ at, host, kind, detail }) => (
          <li key={`${at} ${host} ${detail}`}>{`${new Date(at).toISOString()} ${host} ${kind} ${detail}`}</li>
        ))}
      </ul>
      {others.length > 0 && (
        <p>{t('prove.others', { hosts: new Intl.ListFormat(t.locale, { type: 'unit' }).format(others) })}</p>
      )}
      <p class="unit">{t('prove.limits')}</p>
    </>
  );
}

function verdictText(t: Translate, verdict: ProofVerdict, host: string): string {
  if (verdict === 'strangers') return t('prove.strangers');
  return verdict === 'own' ? t('prove.own', { host }) : t('prove.named', { host });
}
