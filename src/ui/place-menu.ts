/** Distance kept from the edges of the window, px. */
const margin = 4;

/** Puts a fixed element below its opener, ends aligned; above where there is no room; always wholly inside the window. */
export function placeMenu(menu: HTMLElement, opener: HTMLElement): void {
  const from = opener.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = from.bottom + height + margin <= window.innerHeight;
  const top = below ? from.bottom : from.top - height;
  const left = getComputedStyle(opener).direction === 'rtl' ? from.left : from.right - width;
  menu.style.top = `${clamp(top, window.innerHeight - height)}px`;
  menu.style.left = `${clamp(left, window.innerWidth - width)}px`;
}

function clamp(value: number, most: number): number {
  return Math.max(margin, Math.min(value, most - margin));
}
