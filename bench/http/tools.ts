import { ensure } from '../../scripts/programs.ts';

/** The path of aria2c: as `ensure`. */
export const ensureAria2 = (): Promise<string> =>
  ensure({ title: 'aria2', names: ['aria2c'], packages: ['aria2'], variable: 'PERSEID_ARIA2C' });

/** The path of curl: as `ensure`. */
export const ensureCurl = (): Promise<string> =>
  ensure({ title: 'curl', names: ['curl'], packages: ['curl'], variable: 'PERSEID_CURL' });

/** The path of nginx, on most systems outside a user's PATH: as `ensure`. */
export const ensureNginx = (): Promise<string> =>
  ensure({ title: 'nginx', names: ['nginx'], packages: ['nginx'], variable: 'PERSEID_NGINX' });
