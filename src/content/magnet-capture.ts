import { canTell, tellBackground } from '#platform/content-messages';
import { shadowRootOf } from '#platform/shadow-roots';

/** Takes clicks on magnet links; with Alt held they are the browser's. In an orphan, a script whose extension is gone, too. */
export function captureMagnets(): void {
  const onClick = (event: MouseEvent): void => {
    if (!event.isTrusted || event.button > 1 || event.altKey || !canTell()) return;
    const link = linkAt(event);
    if (!link || !/^magnet:/i.test(link.href)) return;
    event.preventDefault();
    tellBackground('magnet.clicked', { url: link.href });
  };
  addEventListener('click', onClick, true);
  addEventListener('auxclick', onClick, true);
}

const linkIn = (nodes: readonly EventTarget[]): HTMLAnchorElement | undefined =>
  nodes.find((node) => node instanceof HTMLAnchorElement);

/** The link that is clicked. Of what is in a closed shadow root an event tells the host alone: what lies there at its place is looked for. */
function linkAt(event: MouseEvent): HTMLAnchorElement | undefined {
  const path = event.composedPath();
  const known = linkIn(path);
  if (known !== undefined) return known;
  let [place] = path;
  while (place instanceof Element) {
    const inner = shadowRootOf(place)?.elementFromPoint(event.clientX, event.clientY);
    if (inner == null || inner === place) return undefined;
    const link = inner.closest('a');
    if (link instanceof HTMLAnchorElement) return link;
    place = inner;
  }
  return undefined;
}
