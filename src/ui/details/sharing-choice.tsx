import './swarm-card.css';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { parseSpeed, showSpeed } from '#domain/limit/speed-text';
import { sharingBounds, sharingModes, type Sharing } from '#domain/swarm/sharing';
import { DraftInput } from '../draft-input.tsx';
import { useWords } from '../words.tsx';

interface SharingChoiceProps {
  readonly sharing: Sharing;
  readonly onChoose: (sharing: Sharing) => void;
  /** What is chosen among; default: all, of what is downloaded. */
  readonly modes?: readonly Sharing['mode'][];
  /** What the choice is called. */
  readonly label?: string;
}

/** What is to happen when a torrent is complete, and until when. What is no number within its bounds is not chosen. */
export function SharingChoice({ sharing, onChoose, modes = sharingModes, label }: SharingChoiceProps) {
  const t = useWords();
  const name = label ?? t('sharing.then');
  const { mode, ratio, hours, speedLimit } = sharing;
  const set = (change: Partial<Sharing>) => onChoose({ ...sharing, ...change });
  return (
    <div class="sharing">
      <Row label={name}>
        <select
          class="field"
          aria-label={name}
          value={mode}
          onChange={(event) => set({ mode: modes[event.currentTarget.selectedIndex] ?? 'stop' })}
        >
          {modes.map((one) => (
            <option key={one} value={one}>
              {t(`sharing.${one}`)}
            </option>
          ))}
        </select>
      </Row>
      {mode !== 'stop' && <p class="note">{t(mode === 'long' ? 'sharing.longNote' : 'sharing.untilNote')}</p>}
      {mode === 'until' && (
        <>
          <Field
            label={t('sharing.ratio')}
            note={t('sharing.ratioNote')}
            shown={String(ratio)}
            take={(text) => within(text, sharingBounds.ratio, (value) => set({ ratio: value }))}
          />
          <Field
            label={t('sharing.hours')}
            note={t('sharing.hoursNote')}
            shown={String(hours)}
            take={(text) => within(text, sharingBounds.hours, (value) => set({ hours: Math.round(value) }))}
          />
        </>
      )}
      {mode !== 'stop' && (
        <Field
          label={t('sharing.limit')}
          note={t('options.speedUnit')}
          shown={showSpeed(speedLimit)}
          take={(text) => {
            const reading = parseSpeed(text);
            if (reading !== 'bad') set({ speedLimit: reading.value });
            return reading !== 'bad';
          }}
        />
      )}
    </div>
  );
}

/** Takes a number within bounds. @returns whether it is one */
function within(
  text: string,
  { least, most }: { least: number; most: number },
  take: (value: number) => void,
): boolean {
  const plain = text.trim().replace(',', '.');
  const value = Number(plain);
  const good = /^\d+(\.\d*)?$/.test(plain) && value >= least && value <= most;
  if (good) take(value);
  return good;
}

function Row({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <label class="card-next">
      {label}
      {children}
    </label>
  );
}

interface FieldProps {
  readonly label: string;
  readonly note: string;
  readonly shown: string;
  /** @returns whether the text can be used */
  readonly take: (text: string) => boolean;
}

function Field({ label, note, shown, take }: FieldProps) {
  const [wrong, setWrong] = useState(false);
  return (
    <Row label={label}>
      <DraftInput
        class="field short"
        kind="number"
        aria-label={label}
        aria-invalid={wrong}
        shown={shown}
        take={(text) => setWrong(!take(text))}
      />
      <span class={wrong ? 'note bad' : 'note'} aria-live="polite">
        {note}
      </span>
    </Row>
  );
}
