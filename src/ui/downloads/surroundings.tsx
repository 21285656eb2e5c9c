import type { Settings } from '#domain/settings/settings';
import type { TaskId } from '#domain/task/task';
import { opensAt } from '#platform/local-time';
import type { Live } from '#protocol/engine-api';
import { useNow } from '../use-now.tsx';
import type { Surroundings } from './status-text.tsx';

/** A wait that runs down is shown by the second, times of day seldom; ms. */
const [second, seldom] = [1000, 15_000];

/** What the words of a state depend on, the same for every page with downloads. @param running tasks that transfer now */
export function useSurroundings(
  { activeTimes }: Pick<Settings, 'activeTimes'>,
  running: number,
  live: Readonly<Record<TaskId, Live>>,
): Surroundings {
  const waits = Object.values(live).some((one) => [one, ...one.sources].some(({ trouble }) => trouble !== null));
  const now = useNow(waits ? second : seldom);
  return { running, now, opensAt: opensAt(activeTimes, now) };
}
