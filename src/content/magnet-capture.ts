import { canTell, tellBackground } from '#platform/content-messages';

/** Takes clicks on magnet links; with Alt held they are the browser's. In an orphan, a script whose extension is gone, too. */
export function captureMagnets(): void {
  const onClick = (event: MouseEvent): void => {
    if (!event.isTrusted || event.button > 1 || event.altKey || !canTell()) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || !/^magnet:/i.test(link.href)) return;
    event.preventDefault();
    tellBackground('magnet.clicked', { url: link.href });
  };
  addEventListener('click', onClick, true);
  addEventListener('auxclick', onClick, true);
}
