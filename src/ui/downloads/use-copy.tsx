import { useNotify } from '../toast.tsx';
import { useWords } from '../words.tsx';

/** Gives the function that copies an address, or several, and says so. Call it in the click itself. */
export function useCopy(): (text: string, said?: string) => Promise<void> {
  const t = useWords();
  const notify = useNotify();
  return async (text, said = t('toast.copied')) => {
    await navigator.clipboard.writeText(text);
    notify({ text: said });
  };
}
