import { formatBytes } from '#domain/i18n/format';
import { wholePieces } from '#domain/segment/range';
import { isSaved } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import { Fact } from '#ui/details/fact';
import { useWords } from '#ui/words';

/** How many pieces of fixed size are here, of a file that has checksums for them. */
export function PiecesFact({ task, live }: { task: Task; live: Live | undefined }) {
  const t = useWords();
  const length = task.swarm?.content?.pieceLength ?? task.expected.pieces?.length;
  const size = task.swarm?.content?.size ?? task.file?.size;
  if (length === undefined || size == null) return null;
  const all = Math.ceil(size / length);
  const here = isSaved(task) ? all : wholePieces(live?.have ?? task.have, size, length);
  return (
    <Fact label={t('details.pieces')}>
      {t('details.piecesHere', { here, all, size: formatBytes(t.locale, length) })}
    </Fact>
  );
}
