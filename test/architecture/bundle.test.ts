// Runs after `npm run build`: what the built extension names and could contact, dependencies included.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source.ts';

interface Built {
  path: string;
  text: string;
}

/**
 * Names that stand in the code and are contacted by nobody: of XML, in a message of hash-wasm, and in the sentence that shows how
 * a peer server is written (names for examples belong to nobody: RFC 2606).
 */
const words = new Set(['www.w3.org', 'www.npmjs.com', 'stun.example.org', 'relay.example.org']);
const hostName = /\b(?:https?|wss?|ftp|stuns?|turns?):(?:\/\/)?((?:[\w-]+\.)+[a-z]{2,})\b/gi;
const ways =
  /\b(XMLHttpRequest|WebSocket|WebSocketStream|EventSource|RTCPeerConnection|WebTransport|sendBeacon|importScripts|fetchLater|setUninstallURL)\b|\bnew (Image|Audio)\b/g;
/** A method of this name is none. */
const fetches = /(?<![\w.$]|async )fetch\((?!\)\{)|\b(?:globalThis|self|window)\.fetch\b/g;

/** Calls of fetch, by the start of a file's name: the first door in both workers, in the engine page (web seeds) and (why a request failed) the background, the second there alone. */
const doors: Readonly<Record<string, number>> = { background: 2, worker: 1, transfers: 1 };

function hostsIn({ text }: Built): string[] {
  return [...text.matchAll(hostName)].map(([, host = '']) => host).filter((host) => !words.has(host));
}

/** Where peers and trackers are reached: guarded classes (src/platform/peer-connection), and WebTorrent, which gets no others. */
const peers = /\/chunks\/(peers|webtorrent\.min)-[^/]*\.js$/;

const waysIn = ({ path, text }: Built): string[] =>
  [...text.matchAll(ways)]
    .map(([way]) => way)
    .filter((way) => !peers.test(path) || !/^(WebSocket|RTCPeerConnection)$/.test(way));

/** More calls of fetch than doors. */
function fetchesIn({ path, text }: Built): string[] {
  const allowed = doors[/(\w+)[^/]*$/.exec(path)?.[1] ?? ''] ?? 0;
  return [...text.matchAll(fetches)].map(([call]) => call).slice(allowed);
}

function filesOf(build: string): Built[] {
  const folder = join(root, '.output', build);
  if (!existsSync(folder)) throw new Error(`${folder} is missing; run: npm run build`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|css|html|json)$/.test(entry.name))
    .map(({ parentPath, name }) => ({
      path: join(parentPath, name),
      text: readFileSync(join(parentPath, name), 'utf8'),
    }));
}

describe.each(['chrome-mv3', 'firefox-mv3'])('%s', (build) => {
  it('PT6, PT7, BC8: names no host of anybody, and no tracker', () => {
    expect(filesOf(build).length).toBeGreaterThan(10);
    expect(filesOf(build).flatMap(hostsIn)).toEqual([]);
  });

  it('AP6: has no way to the network but the doors', () => {
    expect(filesOf(build).flatMap(waysIn)).toEqual([]);
    expect(filesOf(build).flatMap(fetchesIn)).toEqual([]);
  });
});

describe('what is planted in a build is seen', () => {
  const built = (text: string, path = 'chunks/popup-x.js'): Built => ({ path, text });

  it.each([
    '"https://stats.example/x"',
    '`wss://t.example`',
    "'stun:stun.example:3478'",
    'url(http://f.example/a.woff)',
  ])('%s', (text) => {
    expect(hostsIn(built(text))).toHaveLength(1);
  });

  it.each(['new WebSocket(u)', 'navigator.sendBeacon(u)', 'new Image', 'new RTCPeerConnection()'])('%s', (text) => {
    expect(waysIn(built(text))).toHaveLength(1);
  });

  it('one fetch more', () => {
    expect(fetchesIn(built('await fetch(u)'))).toEqual(['fetch(']);
    expect(fetchesIn(built('fetch(a);fetch(b);fetch(c)', 'background.js'))).toEqual(['fetch(']);
  });

  it('and what is none of these is not', () => {
    const text =
      '"http://www.w3.org/2000/svg" "https://*/*" ports.fetch(u) {async fetch(r){}} "https://." `${a}https://${b}` new ImageData';
    expect([...hostsIn(built(text)), ...waysIn(built(text)), ...fetchesIn(built(text))]).toEqual([]);
  });
});
