import { useEffect, useState } from 'preact/hooks';

interface DraftInputProps {
  readonly class: string;
  readonly 'aria-label': string;
  readonly 'aria-invalid'?: boolean;
  readonly kind: 'number' | 'moment';
  /** What is stored. */
  readonly shown: string;
  /** The person is done with it: Enter was pressed, or the field was left. */
  readonly take: (text: string) => void;
}

/** A field of something that changes meanwhile: what is being typed stays, however often the page is drawn anew. */
export function DraftInput({ shown, take, kind, ...input }: DraftInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  // What was taken is stored now, or another page stored something else.
  useEffect(() => setDraft(null), [shown]);
  const all = {
    ...input,
    value: draft ?? shown,
    onInput: (event: { currentTarget: HTMLInputElement }) => setDraft(event.currentTarget.value),
    onChange: (event: { currentTarget: HTMLInputElement }) => take(event.currentTarget.value),
  };
  return kind === 'moment' ? <input {...all} type="datetime-local" /> : <input {...all} inputMode="decimal" />;
}
