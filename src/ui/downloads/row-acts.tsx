import './downloads.css';
import type { Act } from '#domain/task/progress';
import { Button, IconButton } from '../button.tsx';
import type { IconName } from '../icons.tsx';
import { useWords } from '../words.tsx';

/** Acts that have a sign everybody knows; the others are buttons with words. */
const icons: Partial<Record<Act, IconName>> = { pause: 'pause', resume: 'resume', cancel: 'cancel', show: 'folder' };

interface RowActsProps {
  readonly acts: readonly Act[];
  /** In words, the first one standing out: where a decision is asked for. */
  readonly worded?: boolean;
  readonly onAct: (act: Act) => void;
}

/** The one or two acts that fit a row's state. */
export function RowActs({ acts, worded = false, onAct }: RowActsProps) {
  const t = useWords();
  if (acts.length === 0) return null;
  return (
    <span class={worded ? 'row-acts worded' : 'row-acts'}>
      {acts.map((act, index) => {
        const icon = worded ? undefined : icons[act];
        const label = t(`act.${act}`);
        if (icon) return <IconButton key={act} icon={icon} label={label} onPress={() => onAct(act)} />;
        return (
          <Button key={act} look={worded && index === 0 ? 'ask' : 'plain'} onPress={() => onAct(act)}>
            {label}
          </Button>
        );
      })}
    </span>
  );
}
