import './switch.css';

interface SwitchProps {
  readonly label: string;
  /** Id of what says more. */
  readonly about: string;
  readonly on: boolean;
  readonly disabled: boolean;
  readonly onSet: (on: boolean) => void;
}

/** A switch beside a name of its own. */
export function Switch({ label, about, on, disabled, onSet }: SwitchProps) {
  return (
    <input
      class="switch"
      type="checkbox"
      role="switch"
      aria-label={label}
      aria-describedby={about}
      disabled={disabled}
      checked={on}
      onChange={(event) => onSet(event.currentTarget.checked)}
    />
  );
}
