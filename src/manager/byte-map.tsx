import { formatBytes } from '#domain/i18n/format';
import { totalBytes, withoutRanges } from '#domain/segment/range';
import type { Task } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import { hereOf, TaskBar } from '#ui/downloads/task-bar';
import { tintOf } from '#ui/piece-rects';
import { useWords } from '#ui/words';

/** Who brought which bytes: the piece bar, large, with a tint and a line for each source. */
export function ByteMap({ task, live }: { task: Task; live: Live | undefined }) {
  const t = useWords();
  const brought = (live?.sources ?? []).flatMap(({ host, parts = [] }) => (parts.length > 0 ? [{ host, parts }] : []));
  const have = hereOf(task, live);
  const known = brought.flatMap(({ parts }) => parts);
  const entries = [
    ...brought.map(({ host, parts }, index) => ({ look: tintOf(index), name: host, bytes: totalBytes(parts) })),
    { look: 'earlier', name: t('map.earlier'), bytes: totalBytes(withoutRanges(have, known)) },
    { look: 'missing', name: t('map.missing'), bytes: (task.file?.size ?? 0) - totalBytes(have) },
  ];
  return (
    <figure class="byte-map">
      <figcaption>{t('map.title')}</figcaption>
      <TaskBar task={task} live={live} parts={brought.map(({ parts }) => parts)} />
      <ul class="legend">
        {entries
          .filter(({ bytes }) => bytes > 0)
          .map(({ look, name, bytes }) => (
            <li key={`${look} ${name}`}>
              <span class={`swatch ${look}`} />
              <span class="legend-name">{name}</span>
              <span>{formatBytes(t.locale, bytes)}</span>
            </li>
          ))}
      </ul>
    </figure>
  );
}
