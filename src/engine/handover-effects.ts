import type { LeaveReason } from '#domain/source/leave-reason';
import type { TaskEvent } from '#domain/task/reduce';
import type { Handover, Task, TaskId } from '#domain/task/task';
import type { Client } from '#platform/message';
import { NobodyAnswers } from '#platform/nobody-answers';
import type { backgroundApi } from '#protocol/background-api';

/** What is done with the browser's own item of a task. */
interface HandoverPerformers {
  'recover-offer'(task: Task, effect: { handover: Handover }): Promise<void>;
  release(task: Task, effect: { handover: Handover; again: boolean }): Promise<void>;
  decline(task: Task, effect: { downloadId: number; reason: LeaveReason }): Promise<void>;
}

export function handoverPerformers(
  background: Client<typeof backgroundApi>,
  dispatch: (id: TaskId, event: TaskEvent) => Promise<void>,
): HandoverPerformers {
  return {
    async 'recover-offer'(task, { handover }) {
      const { outcome } = await background('handover.recover', { handover, url: task.source.url });
      const events = { running: 'offered', lost: 'orphaned', over: 'kept' } as const;
      await dispatch(task.id, { kind: events[outcome] });
    },
    async release(task, { handover, again }) {
      const { url } = task.source;
      const { outcome } = await background('handover.release', { handover, url, again }).catch((error: unknown) => {
        if (!(error instanceof NobodyAnswers)) throw error;
        // The background died under the call: it may have done it already.
        return background('handover.release', { handover, url, again: true });
      });
      // Since it was claimed it has held a place; but after a death nobody transfers it.
      await dispatch(task.id, outcome === 'released' ? { kind: 'released', slot: !again } : { kind: 'kept' });
    },
    async decline(_task, { downloadId, reason }) {
      await background('handover.decline', { downloadId, reason });
    },
  };
}
