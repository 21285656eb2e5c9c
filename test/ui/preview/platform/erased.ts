import { eraseAll } from '../engine.ts';

export function onErased(callback: () => void, signal: AbortSignal): void {
  document.addEventListener(
    'preview-erase',
    () => {
      eraseAll();
      callback();
    },
    { signal },
  );
}
