import type { ComponentChildren, Ref } from 'preact';
import { Icon, type IconName } from './icons.tsx';

interface ButtonProps {
  readonly onPress: (event: MouseEvent) => void;
  /** `main`: the one act a page is about; `ask`: the best answer to a question; `bare`: without an edge. */
  readonly look?: 'plain' | 'main' | 'ask' | 'bare';
  /** It would do nothing now. */
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}

/** A button with words. */
export function Button({ onPress, look = 'plain', disabled = false, children }: ButtonProps) {
  return (
    <button type="button" class={`button ${look}`} disabled={disabled} onClick={onPress}>
      {children}
    </button>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  /** Accessible name and tooltip. */
  readonly label: string;
  readonly onPress: (event: MouseEvent) => void;
  /** For buttons that open something: whether it is open. */
  readonly expanded?: boolean;
  readonly popup?: 'menu';
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** A button with an icon; its words are its accessible name. */
export function IconButton({ icon, label, onPress, expanded, popup, onKeyDown, buttonRef }: IconButtonProps) {
  return (
    <button
      ref={buttonRef ?? null}
      type="button"
      class="button icon-only"
      aria-label={label}
      title={label}
      aria-haspopup={popup}
      aria-expanded={expanded}
      onClick={onPress}
      onKeyDown={onKeyDown}
    >
      <Icon name={icon} />
    </button>
  );
}
