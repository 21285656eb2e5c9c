import { tellBackground } from '#platform/content-messages';

/** A name with an ending that pages do not have. */
const fileName = /\.(?!([a-z]?html?|php|aspx?|jsp|cgi)$)[a-z\d]{2,5}$/i;

const linkOf = (event: Event): HTMLAnchorElement | undefined =>
  event.composedPath().find((node) => node instanceof HTMLAnchorElement);

/**
 * Notices clicks on links with a key held, and tells the background before the browser begins the download. Where a link looks
 * like a file's, it tells that it is being pressed, and nothing of it: so that all is ready when the download begins.
 */
export function captureLinks(): void {
  const onClick = (event: MouseEvent): void => {
    const { altKey: alt, shiftKey: shift } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    if (!alt && !shift && !ctrl) return;
    const link = linkOf(event);
    if (link?.href) tellBackground('click.modified', { url: link.href, alt, ctrl, shift });
  };
  const onPress = (event: PointerEvent): void => {
    const link = event.isTrusted && event.button === 0 ? linkOf(event) : undefined;
    if (link && (link.hasAttribute('download') || fileName.test(link.pathname))) tellBackground('link.pressed', {});
  };
  addEventListener('click', onClick, true);
  addEventListener('pointerdown', onPress, true);
}
