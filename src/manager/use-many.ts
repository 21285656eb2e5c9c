import { PerseidError } from '#domain/error';
import { errorSentence } from '#domain/i18n/error-text';
import { groupOf, menuActs, nameOf, rowActs } from '#domain/task/progress';
import type { Task, TaskId } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import type { ManyAct } from '#protocol/engine-api';
import { useCopy } from '#ui/downloads/use-copy';
import { useNotify } from '#ui/toast';
import { useWords } from '#ui/words';

/** What can be done to all that is selected. */
export type BarAct = Exclude<ManyAct, 'undo'> | 'move-top' | 'move-up' | 'move-down';

/** Of very many so many are looked at: whether an act is offered, not whom it means something. */
const lookedAt = 500;

/** Whether an act means something to a task. */
function means(act: BarAct, task: Task): boolean {
  if (act === 'remove') return true;
  return rowActs(task).includes(act) || menuActs(task).includes(act);
}

/** Whether an act means something to one of these. */
export function mayAct(act: BarAct, tasks: readonly Task[]): boolean {
  return tasks.slice(0, lookedAt).some((task) => means(act, task));
}

/** The act of the space bar: what runs is paused; if nothing does, what stands goes on. */
export function toggleMany(tasks: readonly Task[]): 'pause' | 'resume' | 'retry' | null {
  return (['pause', 'resume', 'retry'] as const).find((act) => mayAct(act, tasks)) ?? null;
}

/** Gives the functions that act on many tasks with one message. What went wrong is told in a note. */
export function useMany() {
  const t = useWords();
  const notify = useNotify();
  const copyText = useCopy();
  const explain = (error: unknown) => {
    const known = error instanceof PerseidError ? error.toTaskError() : ({ code: 'internal' } as const);
    if (known.code === 'internal') console.error(error);
    notify({ text: t('toast.notDone', { reason: errorSentence(t, known) }) });
  };
  const call = (act: ManyAct, ids: TaskId[]) => callEngine('tasks.act', { ids, act });
  const tellRemoved = (tasks: readonly Task[]) => {
    // What the browser still has itself simply goes on there: nothing to undo.
    const undone = tasks.filter(({ handover }) => handover === null).map(({ id }) => id);
    const undo = { act: { label: t('toast.undo'), onPress: () => void call('undo', undone).catch(explain) } };
    const [only] = tasks;
    const name = only && tasks.length === 1 ? nameOf(only) : null;
    const said = only && groupOf(only) === 'finished' ? 'toast.removed' : 'toast.canceled';
    const text = name === null ? t('manager.removed', { count: tasks.length }) : t(said, { name });
    notify({ text, ...(undone.length > 0 && undo) });
  };
  const carryOut = async (act: BarAct, tasks: readonly Task[]): Promise<void> => {
    const meant = tasks.filter((task) => means(act, task));
    if (act === 'move-top' || act === 'move-up' || act === 'move-down') return moveAll(act, meant);
    await call(
      act,
      meant.map(({ id }) => id),
    );
    if (act === 'remove') tellRemoved(meant);
  };
  return {
    act: (act: BarAct, tasks: readonly Task[]) => void carryOut(act, tasks).catch(explain),
    /** Puts waiting tasks, in their order, in front of another (null: at the end). */
    moveBefore: (tasks: readonly Task[], before: TaskId | null) => {
      const move = async () => {
        for (const { id } of tasks) await callEngine('task.move', { id, to: { before } });
      };
      move().catch(explain);
    },
    copy: (tasks: readonly Task[]) => {
      const text = tasks.map(({ source }) => source.url).join('\n');
      copyText(text, t('manager.addressesCopied', { count: tasks.length })).catch(explain);
    },
  };
}

/** All by one step, or to the top: so that they keep their order, the one that goes furthest goes first. */
async function moveAll(act: 'move-top' | 'move-up' | 'move-down', tasks: readonly Task[]): Promise<void> {
  const to = act === 'move-top' ? 'top' : act === 'move-up' ? 'up' : 'down';
  for (const { id } of to === 'up' ? tasks : tasks.toReversed()) await callEngine('task.move', { id, to });
}
