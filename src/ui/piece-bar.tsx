import './piece-bar.css';
import type { Range } from '#domain/segment/range';
import { pieceRects, sourceRects } from './piece-rects.tsx';

interface PieceBarProps {
  /** Accessible name. */
  readonly label: string;
  /** Bytes; null while unknown. */
  readonly size: number | null;
  /** Bytes here. */
  readonly have: readonly Range[];
  /** Ranges being filled now: `from` is the head. */
  readonly arriving: readonly Range[];
  /** 0 to 1; null while unknown. */
  readonly share: number | null;
  /** The share in words. */
  readonly text: string;
  /** Ranges that each source brought, where that is shown. */
  readonly parts?: readonly (readonly Range[])[];
  /** Nothing moves: drawn without the accent. */
  readonly still?: boolean;
}

/** Which ranges of a file are here, which are arriving (a brighter head with its tail). */
export function PieceBar({ label, size, have, arriving, share, text, parts, still = false }: PieceBarProps) {
  const rects = [...pieceRects(size, have, arriving), ...(parts ? sourceRects(size, parts) : [])];
  return (
    <div
      class={still ? 'piece-bar still' : 'piece-bar'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
      aria-valuetext={text}
    >
      <svg viewBox="0 0 1000 4" preserveAspectRatio="none" shape-rendering="crispEdges" aria-hidden="true">
        {rects.map((rect, index) => (
          <rect
            key={index}
            class={rect.kind}
            x={rect.x}
            width={rect.width}
            y="0"
            height="4"
            fill={rect.kind === 'tail' ? 'url(#meteor)' : undefined}
          />
        ))}
      </svg>
    </div>
  );
}

/** The same for those who listen, where everything is here and a bar would show nothing. */
export function SilentBar({ label, text }: { label: string; text: string }) {
  return (
    <div
      class="hidden-text"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={100}
      aria-valuetext={text}
    />
  );
}

/** Drawn once in a page: what the tails of all bars are painted with. */
export function MeteorPaint() {
  return (
    <svg width="0" height="0" style="position:absolute" aria-hidden="true">
      <linearGradient id="meteor">
        <stop class="meteor-from" offset="0" />
        <stop class="meteor-to" offset="1" />
      </linearGradient>
    </svg>
  );
}
