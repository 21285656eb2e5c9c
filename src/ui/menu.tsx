import { useRef, useState } from 'preact/hooks';
import { IconButton } from './button.tsx';
import type { IconName } from './icons.tsx';
import type { MenuEntry } from './menu-list.tsx';
import { useLater } from './use-later.tsx';

interface MenuButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

/** A button with a menu after the ARIA pattern: arrows, Home, End, first letters, Escape; focus returns to the button. */
export function MenuButton({ icon, label, entries }: MenuButtonProps) {
  const [open, setOpen] = useState<'first' | 'last' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useLater(() => import('./menu-list.tsx'));
  const close = (focusButton: boolean) => {
    setOpen(null);
    if (focusButton) button.current?.focus();
  };
  const openByKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(event.key === 'ArrowDown' ? 'first' : 'last');
  };
  return (
    <>
      <IconButton
        icon={icon}
        label={label}
        popup="menu"
        expanded={open !== null}
        buttonRef={button}
        onKeyDown={openByKey}
        onPress={() => setOpen(open === null ? 'first' : null)}
      />
      {open !== null && list && (
        <list.MenuList label={label} entries={entries} start={open} opener={button.current} onClose={close} />
      )}
    </>
  );
}
