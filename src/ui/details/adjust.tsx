import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { parseSpeed, showSpeed } from '#domain/limit/speed-text';
import { groupOf } from '#domain/task/progress';
import { priorities, type Adjustment, type Task } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import { DraftInput } from '../draft-input.tsx';
import { useNotify } from '../toast.tsx';
import { useWords } from '../words.tsx';

/** What can be set of one unfinished download: its speed limit, its priority, when it starts and stops. Applies at once. */
export function Adjust({ task }: { task: Task }) {
  const t = useWords();
  const notify = useNotify();
  const [wrong, setWrong] = useState(false);
  if (groupOf(task) === 'finished') return null;
  const set = (change: Adjustment) => {
    callEngine('task.set', { id: task.id, change }).catch((error: unknown) => {
      console.error(error);
      notify({ text: t('options.notSaved') });
    });
  };
  const limit = (text: string) => {
    const reading = parseSpeed(text);
    setWrong(reading === 'bad');
    if (reading !== 'bad') set({ speedLimit: reading.value });
  };
  return (
    <>
      <Field label={t('options.limit')} note={t(wrong ? 'options.speedBad' : 'options.speedUnit')} wrong={wrong}>
        <DraftInput
          class="field"
          kind="number"
          aria-label={t('options.limit')}
          aria-invalid={wrong}
          shown={showSpeed(task.speedLimit)}
          take={limit}
        />
      </Field>
      <Field label={t('details.priority')} note={t('details.priorityNote')}>
        <select
          class="field"
          aria-label={t('details.priority')}
          value={task.priority}
          onChange={(event) => set({ priority: priorities[event.currentTarget.selectedIndex] ?? 'normal' })}
        >
          {priorities.map((one) => (
            <option key={one} value={one}>
              {t(`priority.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <Moment label={t('details.startAt')} at={task.startAt} take={(startAt) => set({ startAt })} />
      <Moment label={t('details.stopAt')} at={task.stopAt} take={(stopAt) => set({ stopAt })} />
    </>
  );
}

interface MomentProps {
  readonly label: string;
  /** Ms since 1970; null: none. */
  readonly at: number | null;
  readonly take: (at: number | null) => void;
}

function Moment({ label, at, take }: MomentProps) {
  return (
    <Field label={label}>
      <DraftInput
        class="field"
        kind="moment"
        aria-label={label}
        shown={at === null ? '' : localText(at)}
        take={(text) => take(momentOf(text))}
      />
    </Field>
  );
}

interface FieldProps {
  readonly label: string;
  readonly note?: string;
  readonly wrong?: boolean;
  readonly children: ComponentChildren;
}

function Field({ label, note, wrong = false, children }: FieldProps) {
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>
        {children}
        <p class={wrong ? 'note bad' : 'note'} aria-live="polite">
          {note}
        </p>
      </dd>
    </div>
  );
}

/** The value of such a field in the local time zone. @param at ms since 1970 */
function localText(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Ms since 1970; null: the field is empty. */
function momentOf(text: string): number | null {
  return text === '' ? null : new Date(text).getTime();
}
