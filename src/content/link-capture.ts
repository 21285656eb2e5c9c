import { tellBackground } from '#platform/content-messages';

/** Notices clicks on links with a key held, and tells the background before the browser begins the download. */
export function captureLinks(): void {
  const onClick = (event: MouseEvent): void => {
    const { altKey: alt, shiftKey: shift } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    if (!alt && !shift && !ctrl) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link?.href) tellBackground('click.modified', { url: link.href, alt, ctrl, shift });
  };
  addEventListener('click', onClick, true);
}
