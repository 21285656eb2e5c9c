import { filled } from '#domain/policy/wires/statistics';
import { signedBundle } from '../support/service/signed-bundle.ts';
import { Privacy } from './privacy.ts';
import { json, RawService } from './service.ts';
import { stageFor } from './stage.ts';

/** A report that may be sent, and what a service answers. */
export const report = filled('language', 'de');
export const counted = json({ counted: true });
export const silence = { bytes: '', thenSilent: true } as const;
/** A file of notices that says nothing, as a service signs it. */
export const bundle = json(signedBundle());

/** A browser without consent, and a service for it, whose address is not entered. */
export async function opened(options: Parameters<typeof stageFor>[0] = {}) {
  const stage = await stageFor({ accept: false, ...options });
  const service = await RawService.start();
  const privacy = new Privacy(stage);
  return { stage, service, privacy };
}
