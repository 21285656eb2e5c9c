import { PerseidError } from '#domain/error';
import { errorSentence } from '#domain/i18n/error-text';
import { groupOf, nameOf } from '#domain/task/progress';
import type { Task, TaskId } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import type { ManyAct } from '#protocol/engine-api';
import { useCopy } from '#ui/downloads/use-copy';
import { useNotify } from '#ui/toast';
import { useWords } from '#ui/words';
import { means, type BarAct } from './bar-acts.ts';

const moves = { 'move-top': 'top', 'move-up': 'up', 'move-down': 'down' } as const;

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
    const ids = meant.map(({ id }) => id);
    if (act === 'move-top' || act === 'move-up' || act === 'move-down') {
      await callEngine('tasks.move', { ids, to: moves[act] });
      return;
    }
    await call(act, ids);
    if (act === 'remove') tellRemoved(meant);
  };
  return {
    act: (act: BarAct, tasks: readonly Task[]) => void carryOut(act, tasks).catch(explain),
    /** Puts waiting tasks, in their order, in front of another (null: at the end). */
    moveBefore: (tasks: readonly Task[], before: TaskId | null) => {
      callEngine('tasks.move', { ids: tasks.map(({ id }) => id), to: { before } }).catch(explain);
    },
    copy: (tasks: readonly Task[]) => {
      const text = tasks.map(({ source }) => source.url).join('\n');
      copyText(text, t('manager.addressesCopied', { count: tasks.length })).catch(explain);
    },
  };
}
