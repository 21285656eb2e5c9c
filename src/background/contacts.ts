import type { ConsentEffect } from '#domain/policy/consent-event';

/** What follows from a change of consent. */
export function carryOut({ kind }: ConsentEffect): Promise<void> {
  console.info('consent:', kind);
  return Promise.resolve();
}

/** Another service, or none. */
export function serviceChanged(): Promise<void> {
  return Promise.resolve();
}
