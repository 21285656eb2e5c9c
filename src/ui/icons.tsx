/** Our icon set, on 16 px with 1.5 px strokes. Always beside a text or in an element with an accessible name. */
const paths = {
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  resume: 'M5 3.2v9.6l7.5-4.8z',
  cancel: 'M4 4l8 8M12 4l-8 8',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.6h-2.6',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  folder: 'M2 12V4.2c0-.4.3-.7.7-.7h3.1l1.5 1.7h6c.4 0 .7.3.7.7V12c0 .4-.3.7-.7.7H2.7A.7.7 0 0 1 2 12z',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  warn: 'M8 2.3l6.2 11H1.8zM8 6.5v3M8 11.4h.01',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  gear: 'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM8 1.8v1.7M8 12.5v1.7M14.2 8h-1.7M3.5 8H1.8M12.4 3.6l-1.2 1.2M4.8 11.2l-1.2 1.2M12.4 12.4l-1.2-1.2M4.8 4.8L3.6 3.6',
  links: 'M6.5 9.5l3-3M7.2 4.8l1.5-1.5a2.9 2.9 0 0 1 4.1 4.1l-1.6 1.5M8.8 11.2l-1.5 1.5a2.9 2.9 0 0 1-4.1-4.1l1.6-1.5',
  expand: 'M9.5 2.5h4v4M13.5 2.5l-5 5M6.5 13.5h-4v-4M2.5 13.5l5-5',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6',
  up: 'M8 13.5v-9M4.2 8.2L8 4.4l3.8 3.8M3 2h10',
  list: 'M3 4.5h.01M3 8h.01M3 11.5h.01M6 4.5h7.5M6 8h7.5M6 11.5h7.5',
  saved: 'M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13h10',
  ascending: 'M4.5 9.5L8 6l3.5 3.5',
  descending: 'M4.5 6.5L8 10l3.5-3.5',
  copy: 'M5.5 5.5h7v7.5h-7zM3.5 10.5v-8h7',
  edit: 'M3 13l.7-3 6.8-6.8 2.3 2.3L6 12.3z',
  down: 'M8 2.5v9M4.2 7.8L8 11.6l3.8-3.8M3 14h10',
} as const;

export type IconName = keyof typeof paths;

/** Decoration only: hidden from assistive technology. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** The mark: one meteor, its tail of pieces. The same drawing as store-assets/icon.svg. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
      <path class="mark-tail" d="M13.8 2.2L9 7M10.3 2.2L7.6 4.9M13.8 5.7l-2.7 2.7" />
      <circle class="mark-head" cx="5.6" cy="10.4" r="3.4" />
    </svg>
  );
}
