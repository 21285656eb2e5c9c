import { useState } from 'preact/hooks';

/** What the buttons of a card set off. `failed`: one of them did not work, and the card has to say so. */
export function useCardActs() {
  const [failed, setFailed] = useState(false);
  const act = (work: () => Promise<unknown>) => () => {
    work().catch((error: unknown) => {
      console.error(error);
      setFailed(true);
    });
  };
  return { failed, act };
}
