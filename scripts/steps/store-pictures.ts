/** A picture of the store pages, in px. */
export interface Picture {
  /** From the top of the repository. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** What the screenshots show: `scripts/steps/draw-store.ts` says how each comes about. */
export const scenes = ['popup', 'manager', 'links', 'privacy', 'options'] as const;
export type Scene = (typeof scenes)[number];

/** As both stores take them. */
const screenshotSize = { width: 1280, height: 800 };

export const screenshotOf = (scene: Scene, scheme: Scheme): Picture => ({
  path: `store-assets/screenshots/${scene}-${scheme}.png`,
  ...screenshotSize,
});

export const smallTile: Picture = { path: 'store-assets/tile-440x280.png', width: 440, height: 280 };
export const largeTile: Picture = { path: 'store-assets/tile-1400x560.png', width: 1400, height: 560 };

/** Every picture of the store pages. */
export const storePictures: readonly Picture[] = [
  ...scenes.flatMap((scene) => schemes.map((scheme) => screenshotOf(scene, scheme))),
  smallTile,
  largeTile,
];
