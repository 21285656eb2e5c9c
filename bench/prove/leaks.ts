import { appendFileSync, cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/support/temporary.ts';
import { enginePage, scriptOf } from './extension.ts';

/** A contact that the extension must not make. */
interface Leak {
  /** The host that must show up. */
  readonly host: string;
  /** A page of the built extension, or a pattern for scripts in it. */
  readonly where: string;
  readonly script: string;
}

const fetching = (host: string): string => `void fetch('http://${host}/');`;

/** The browser's own class, below the guarded one that the engine page puts in its place. */
const unguarded = (name: string): string => `(Object.getPrototypeOf(${name}))`;

/** What asks a STUN server for the own address (RFC 8489). */
const stun = (host: string): string =>
  `{ const peer = new ${unguarded('RTCPeerConnection')}({ iceServers: [{ urls: 'stun:${host}:3478' }] }); peer.createDataChannel('leak');
  peer.createOffer().then((offer) => peer.setLocalDescription(offer)); }`;

const background = 'background.js';
const lenient = { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" };

/**
 * By name and by address, TCP and UDP, both versions of IP; by the ways that there are to the network, from each context
 * that has some. The addresses are for documentation (RFC 5737, RFC 3849).
 */
export const leaks: readonly Leak[] = [
  { host: 'fetch.example.test', where: background, script: fetching('fetch.example.test') },
  { host: '203.0.113.9', where: background, script: fetching('203.0.113.9') },
  { host: '198.51.100.7', where: enginePage, script: stun('198.51.100.7') },
  { host: '2001:db8::7', where: enginePage, script: stun('[2001:db8::7]') },
  {
    host: 'socket.example.test',
    where: enginePage,
    script: `new ${unguarded('WebSocket')}('ws://socket.example.test/');`,
  },
  { host: 'worker.example.test', where: 'assets/worker-*.js', script: fetching('worker.example.test') },
  { host: 'image.example.test', where: 'popup.html', script: `new Image().src = 'http://image.example.test/';` },
  {
    host: 'beacon.example.test',
    where: 'options.html',
    script: `navigator.sendBeacon('http://beacon.example.test/');`,
  },
  { host: 'page.example.test', where: 'content-scripts/link-capture.js', script: fetching('page.example.test') },
];

/** Beside them, the leak walk has the background post to the tasks' own host: both browsers say of that by what page it was sent. */
export const ownAddress = 'the extension’s own address';

/**
 * A copy of a built extension with the leaks in it, and without its content security policy, which would keep some of them from going out: what is to be
 * shown is that the recording sees all.
 */
export function withLeaks(folder: string): `/${string}` {
  const copy = temporaryFolder('leaks') as `/${string}`;
  cpSync(folder, copy, { recursive: true });
  const path = join(copy, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...manifest, content_security_policy: lenient }));
  for (const { where, script } of leaks) {
    const files = where.endsWith('.html') ? [scriptOf(folder, where)] : globSync(where, { cwd: folder });
    for (const file of files) appendFileSync(join(copy, file), `\n${script}\n`);
  }
  return copy;
}
