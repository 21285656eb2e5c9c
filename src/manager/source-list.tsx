import { errorSentence } from '#domain/i18n/error-text';
import { formatBytes, formatDuration, formatMoment } from '#domain/i18n/format';
import type { Translate } from '#domain/i18n/translate';
import { siteOf } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import { SwarmSources } from '#ui/details/swarm-facts';
import { useWords } from '#ui/words';

type Source = Live['sources'][number];

interface SourceListProps {
  readonly task: Task;
  readonly live: Live | undefined;
  /** Ms since 1970. */
  readonly now: number;
}

/** Who brings the bytes in this run, how well, and who else has the file. */
export function SourceList({ task, live, now }: SourceListProps) {
  const t = useWords();
  const sources = live?.sources ?? [];
  const asked = new Set(sources.map(({ host }) => host));
  const others = [task.source.url, ...task.mirrors.map(({ url }) => url)].filter(
    (url) => task.swarm === null && !asked.has(siteOf(url)),
  );
  return (
    <>
      {sources.length > 0 && (
        <table class="sources">
          <thead>
            <tr>
              {(['host', 'brought', 'connections', 'state'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`source.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source, index) => (
              <tr key={`${source.host} ${index}`}>
                <th scope="row">{source.host}</th>
                <td>{formatBytes(t.locale, source.bytes)}</td>
                <td>{source.connections}</td>
                <td>{stateText(t, source, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sources.length === 0 && task.swarm === null && <p class="note">{t('source.none')}</p>}
      {others.length > 0 && (
        <>
          <h3>{t('source.others')}</h3>
          <ul class="addresses">
            {others.map((url) => (
              <li key={url}>{url}</li>
            ))}
          </ul>
        </>
      )}
      {task.swarm && (
        <dl>
          <SwarmSources task={task} swarm={task.swarm} live={live} />
        </dl>
      )}
    </>
  );
}

/** Whether it works, and else why it is left alone and until when. */
function stateText(t: Translate, { trouble, connections }: Source, now: number): string {
  if (trouble === null) return t(connections > 0 ? 'source.works' : 'source.rests');
  const reason = errorSentence(t, { code: trouble.code });
  const left = (trouble.until - now) / 1000;
  if (left < 60) return t('state.trouble', { reason, time: formatDuration(t, left) });
  return t('state.troubleUntil', { reason, time: formatMoment(t.locale, trouble.until, now) });
}
