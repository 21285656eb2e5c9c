import { useEffect, useState } from 'preact/hooks';
import { formatSpeed } from '#domain/i18n/format';
import type { TaskId } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import { useWords } from '#ui/words';

/** Points of the curve: ten minutes, one every two seconds. */
const points = 300;
const height = 48;
/** As often as the engine page has a new one, ms. */
const pace = 2000;

/** How fast it was in the last ten minutes, as a curve and in words. Only what runs is asked about: the engine page is not woken for a curve. */
export function SpeedGraph({ id, running }: { id: TaskId; running: boolean }) {
  const t = useWords();
  const speeds = useSpeeds(id, running);
  if (!running) return null;
  const most = Math.max(0, ...speeds);
  const text =
    most === 0
      ? t('graph.nothing')
      : t('graph.text', { now: formatSpeed(t.locale, speeds.at(-1) ?? 0), most: formatSpeed(t.locale, most) });
  return (
    <figure class="speed-graph">
      <figcaption>{t('graph.title')}</figcaption>
      <svg viewBox={`0 0 ${points - 1} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {most > 0 && <path class="speed-area" d={areaOf(speeds, most)} />}
      </svg>
      <p class="note">{text}</p>
    </figure>
  );
}

function useSpeeds(id: TaskId, running: boolean): readonly number[] {
  const [speeds, setSpeeds] = useState<readonly number[]>([]);
  useEffect(() => {
    if (!running) return undefined;
    let current = true;
    const look = () =>
      void callEngine('speeds.read', { id }).then(
        (answer) => current && setSpeeds(answer.speeds),
        (error: unknown) => console.debug('The engine page has gone:', error),
      );
    look();
    const timer = setInterval(look, pace);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [id, running]);
  return speeds;
}

/** The surface under the curve, the latest at the end. */
function areaOf(speeds: readonly number[], most: number): string {
  const start = points - speeds.length;
  const line = speeds.map((speed, index) => `L${start + index} ${(height * (1 - speed / most)).toFixed(1)}`).join('');
  return `M${start} ${height}${line}L${points - 1} ${height}Z`;
}
