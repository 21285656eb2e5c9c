import './toast.css';
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { undoTime } from '#domain/task/task';
import { Button } from './button.tsx';

export interface Toast {
  readonly text: string;
  /** One thing to do about it, as long as the note is there. */
  readonly act?: { readonly label: string; readonly onPress: () => void };
}

/** How long a note stays, ms: as long as what it offers can be done. */
const shownFor = undoTime;

const Notify = createContext<(toast: Toast) => void>(() => {
  throw new TypeError('useNotify: no Toasts around this component');
});

/** Shows one note at a time at the bottom of the page; a new one takes the place of the old one. */
export function Toasts({ children }: { children: ComponentChildren }) {
  const [toast, setToast] = useState<Toast | null>(null);
  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => setToast(null), shownFor);
    return () => clearTimeout(timer);
  }, [toast]);
  const press = () => {
    toast?.act?.onPress();
    setToast(null);
  };
  return (
    <Notify.Provider value={setToast}>
      {children}
      {/* Always there, so that a note put into it is read out. */}
      <div role="status">
        {toast && (
          <div class="toast">
            <p>{toast.text}</p>
            {toast.act && (
              <Button look="bare" onPress={press}>
                {toast.act.label}
              </Button>
            )}
          </div>
        )}
      </div>
    </Notify.Provider>
  );
}

/** Gives the function that shows a note. */
export function useNotify(): (toast: Toast) => void {
  return useContext(Notify);
}
