import './tabs.css';
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
}

interface TabsProps<Name extends string> {
  readonly tabs: readonly Tab<Name>[];
  readonly chosen: Name;
  readonly label: string;
  readonly onChoose: (name: Name) => void;
  /** What the chosen one shows. */
  readonly children: ComponentChildren;
}

/** Tabs after the ARIA pattern: arrows, Home and End move between them, and what they lead to is shown at once. */
export function Tabs<Name extends string>({ tabs, chosen, label, onChoose, children }: TabsProps<Name>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ name }) => name === chosen);
    const rtl = list.current !== null && getComputedStyle(list.current).direction === 'rtl';
    const next = tabAfter(event.key, at, tabs.length, rtl);
    const tab = next === null ? undefined : tabs.at(next);
    if (tab === undefined) return;
    event.preventDefault();
    onChoose(tab.name);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[tabs.indexOf(tab)]?.focus();
  };
  return (
    <>
      <div ref={list} class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ name, label: text }) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            class="tab"
            aria-selected={name === chosen}
            aria-controls={name === chosen ? `${id}-panel` : undefined}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            {text}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} class="tab-panel" role="tabpanel" aria-labelledby={`${id}-${chosen}`} tabIndex={0}>
        {children}
      </div>
    </>
  );
}

/** The tab that a key leads to, round the ends; null: another key. */
function tabAfter(key: string, at: number, count: number, rtl: boolean): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: (at + (rtl ? count - 1 : 1)) % count,
    ArrowLeft: (at + (rtl ? 1 : count - 1)) % count,
    Home: 0,
    End: count - 1,
  };
  return steps[key] ?? null;
}
