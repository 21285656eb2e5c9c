import './menu.css';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { placeMenu } from './place-menu.ts';

export interface MenuEntry {
  readonly label: string;
  readonly onChoose: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly start: 'first' | 'last';
  readonly opener: HTMLElement | null;
  readonly onClose: (focusButton: boolean) => void;
}

/** The entries of a menu that is open. The first paint does not need them. */
export function MenuList({ label, entries, start, opener, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];

  useLayoutEffect(() => {
    if (menu.current && opener) placeMenu(menu.current, opener);
    items()
      .at(start === 'first' ? 0 : -1)
      ?.focus();
  }, [opener, start]);

  useEffect(() => {
    const control = new AbortController();
    const closeOutside = (event: Event) => {
      const { target } = event;
      if (target instanceof Node && !menu.current?.contains(target) && !opener?.contains(target)) onClose(false);
    };
    document.addEventListener('pointerdown', closeOutside, { signal: control.signal });
    document.addEventListener('scroll', closeOutside, { signal: control.signal, capture: true });
    return () => control.abort();
  }, [opener, onClose]);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Tab') return onClose(false);
    const all = items();
    const next = nextItem(all, document.activeElement, event.key);
    if (event.key !== 'Escape' && !next) return;
    event.preventDefault();
    if (next) next.focus();
    else onClose(true);
  };

  const choose = (entry: MenuEntry) => {
    onClose(true);
    entry.onChoose();
  };

  return (
    <div ref={menu} class="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {entries.map((entry) => (
        <button key={entry.label} type="button" role="menuitem" tabIndex={-1} onClick={() => choose(entry)}>
          {entry.label}
        </button>
      ))}
    </div>
  );
}

/** Where a key moves the focus to in a menu; undefined: nowhere. */
function nextItem(items: readonly HTMLElement[], from: Element | null, key: string): HTMLElement | undefined {
  const at = items.findIndex((item) => item === from);
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default: {
      if (key.length !== 1 || key === ' ') return undefined;
      const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      return rest.find((item) => item.textContent?.toLowerCase().startsWith(key.toLowerCase()));
    }
  }
}
