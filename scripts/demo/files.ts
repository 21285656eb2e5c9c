import type { Behaviour } from '../../test/support/site/behaviour.ts';

const mebibyte = 2 ** 20;

/** Bytes/s of each of the demo's connections. */
export const demoRate = 2 * mebibyte;

/** The file that is measured. */
export const measuredFile = 'perseids-timelapse.zip';

/** Files of several kinds and sizes, and the ways a link can lead to one. */
export const demoFiles = {
  [measuredFile]: { size: 60 * mebibyte, type: 'application/zip' },
  'star-atlas.iso': { size: 60 * mebibyte },
  'raw-frames.bin': { size: 60 * mebibyte },
  'observations.tar': { size: 200 * mebibyte, type: 'application/x-tar', link: { note: 'a long one: try Pause' } },
  'handbook.pdf': { size: 12 * mebibyte, type: 'application/pdf', disposition: 'attachment' },
  'readme.txt': {
    size: 2048,
    type: 'text/plain; charset=utf-8',
    disposition: 'attachment',
    link: { note: 'small: stays with the browser' },
  },
  'blob/7f3a91': {
    size: 24 * mebibyte,
    link: { label: 'meteor-catalogue.bin', download: 'meteor-catalogue.bin', note: 'named by the link' },
  },
  get: {
    size: 30 * mebibyte,
    type: 'application/zip',
    disposition: `attachment; filename="Sternschnuppen.zip"; filename*=UTF-8''Sternschnuppen%20im%20M%C3%A4rz.zip`,
    link: { label: 'the archive of March', note: 'named by the server' },
  },
  latest: {
    redirect: { to: `/${measuredFile}`, hops: 3 },
    link: { label: 'the latest time-lapse', note: 'three redirects on the way' },
  },
} satisfies Record<string, Partial<Behaviour>>;
