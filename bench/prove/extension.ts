import { appendFileSync, cpSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/support/temporary.ts';

/** The build that is walked with: access to all sites is granted at install, nothing else differs. */
export const builtFolder = join(import.meta.dirname, '../../.output/chrome-mv3-e2e') as `/${string}`;

/** The page that works unseen. */
const hidden = 'engine.html';

/** Every page of a built extension that a person meets. */
export function pagesOf(folder: string): string[] {
  return globSync('*.html', { cwd: folder }).filter((page) => page !== hidden);
}

/** A contact that the extension must not make. */
interface Leak {
  /** The host that must show up. */
  readonly host: string;
  readonly where: 'background' | 'engine page';
  readonly script: string;
}

const stun = (url: string): string =>
  `{ const peer = new RTCPeerConnection({ iceServers: [{ urls: '${url}' }] }); peer.createDataChannel('leak');
  peer.createOffer().then((offer) => peer.setLocalDescription(offer)); }`;

/** By name and by address, TCP and UDP, both versions of IP. The addresses are for documentation (RFC 5737, RFC 3849). */
export const leaks: readonly Leak[] = [
  { host: 'leak.example.test', where: 'background', script: `fetch('http://leak.example.test/').catch(() => {});` },
  { host: '203.0.113.9', where: 'background', script: `fetch('http://203.0.113.9/').catch(() => {});` },
  { host: '198.51.100.7', where: 'engine page', script: stun('stun:198.51.100.7:3478') },
  { host: '2001:db8::7', where: 'engine page', script: stun('stun:[2001:db8::7]:3478') },
];

/** A copy of a built extension with the leaks in it. */
export function withLeaks(folder: string): `/${string}` {
  const copy = temporaryFolder('leaks') as `/${string}`;
  cpSync(folder, copy, { recursive: true });
  const files = { background: 'background.js', 'engine page': engineScript(folder) };
  for (const { where, script } of leaks) appendFileSync(join(copy, files[where]), `\n${script}\n`);
  return copy;
}

function engineScript(folder: string): string {
  const src = /<script[^>]* src="\/?([^"]+)"/.exec(readFileSync(join(folder, hidden), 'utf8'))?.[1];
  if (src === undefined) throw new Error(`${hidden} has no script`);
  return src;
}
