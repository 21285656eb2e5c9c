import './downloads.css';
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../button.tsx';
import { useWords } from '../words.tsx';
import { droppedText } from '#domain/add/links';
import { useLater } from '../use-later.tsx';
import { useAdding } from './use-adding.tsx';
import type { Asking } from './use-asking.tsx';

/** The field that takes links, one or many; also by drop anywhere in the page, as .torrent files and lists are. */
export function AddLinks({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useWords();
  const adding = useAdding();
  const over = useDrop((dropped) => {
    const files = [...dropped.files];
    if (files.length > 0) return adding.open(files);
    adding.setText(droppedText(dropped));
    field.current?.focus();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    adding.add();
  };
  return (
    <>
      <form class={over ? 'add drop-here' : 'add'} onSubmit={(event) => event.preventDefault()}>
        <textarea
          ref={field}
          class="field"
          rows={1}
          spellcheck={false}
          autocomplete="off"
          aria-label={t('add.field')}
          aria-describedby="add-note"
          aria-invalid={adding.note?.kind === 'bad'}
          placeholder={over ? t('add.drop') : t('add.placeholder')}
          value={adding.text}
          onInput={(event) => adding.setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button look="main" onPress={adding.add}>
          {t('add.button')}
        </Button>
        <p id="add-note" class={adding.note?.kind === 'bad' ? 'note bad' : 'note'} aria-live="polite">
          {adding.note?.text}
        </p>
        {adding.offer}
      </form>
      {adding.asking.asked && <LaterDialog asking={adding.asking} />}
    </>
  );
}

/** What is asked before links are added: loaded when it is. */
function LaterDialog({ asking: { asked, answer, close } }: { asking: Asking }) {
  const dialog = useLater(() => import('../adding/add-dialog.tsx'));
  return dialog && asked && <dialog.AddDialog asked={asked} onAdd={answer} onClose={close} />;
}

/** Takes what is dropped anywhere in the page. @returns whether something is being dragged over it */
function useDrop(onDrop: (dropped: DataTransfer) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    const enter = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer) onDrop(event.dataTransfer);
    };
    document.addEventListener('dragover', enter, { signal });
    document.addEventListener('dragleave', leave, { signal });
    document.addEventListener('drop', drop, { signal });
    return () => control.abort();
  });
  return over;
}
