import './details.css';
import type { ComponentChildren } from 'preact';

/** One line of a download's properties. */
export function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
