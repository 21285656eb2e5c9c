import { useNotify } from '#ui/toast';
import { useWords } from '#ui/words';

/** Gives the function that copies an address and says so. Call it in the click itself. */
export function useCopy(): (url: string) => Promise<void> {
  const t = useWords();
  const notify = useNotify();
  return async (url) => {
    await navigator.clipboard.writeText(url);
    notify({ text: t('toast.copied') });
  };
}
