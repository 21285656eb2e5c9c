import { filled } from '#domain/policy/purposes/statistics';
import { Privacy } from './privacy.ts';
import { json, RawService } from './service.ts';
import { stageFor } from './stage.ts';

/** A report that may be sent, and what a service answers. */
export const report = filled('language', 'de');
export const counted = json({ counted: true });
export const silence = { bytes: '', thenSilent: true } as const;
const notices = {
  number: 1,
  expires: '2027-03-01',
  region: 'Here',
  latest: '0.1.0',
  policy: { version: 1, hash: 'a'.repeat(64), text: 'Text.' },
  notices: [],
  mirrors: { mode: 'snapshot', prefixBits: 6, snapshot: 'a'.repeat(64) },
  tokenKey: Buffer.alloc(32).toString('base64'),
  tokenWork: 20,
};
/** A file of notices that nobody has signed. */
export const bundle = json({
  signed: JSON.stringify(notices),
  signature: Buffer.alloc(64).toString('base64'),
  keys: [],
});

/** A browser without consent, and a service for it, whose address is not entered. */
export async function opened(options: Parameters<typeof stageFor>[0] = {}) {
  const stage = await stageFor({ accept: false, ...options });
  const service = await RawService.start();
  const privacy = new Privacy(stage);
  return { stage, service, privacy };
}
