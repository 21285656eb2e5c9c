import { heedConsent } from './task-consent.ts';
import type { ConsentEffect } from '#domain/policy/consent-event';

/** What follows from a change of consent. */
export async function carryOut({ kind }: ConsentEffect): Promise<void> {
  if (kind === 'pause-tasks' || kind === 'resume-tasks') await heedConsent();
}

/** Another service, or none. */
export function serviceChanged(): Promise<void> {
  return Promise.resolve();
}
