import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { mostOfSocket } from '../../server/tracker/tracker.ts';
import { freshPlace } from '../support/service/places.ts';
import { ServiceProcess } from '../support/service/process.ts';
import { startOne, type Running } from '../support/service/running.ts';
import { until } from '../support/until.ts';

type Said = Record<string, unknown>;

const bytes20 = (): string => randomBytes(20).toString('latin1');

/** Someone in a swarm, speaking with the tracker as WebTorrent does. */
class Peer {
  readonly heard: Said[] = [];
  readonly id = bytes20();
  readonly socket: WebSocket;

  constructor(address: string) {
    this.socket = new WebSocket(`${address.replace('http', 'ws')}/announce`);
    this.socket.addEventListener('message', ({ data }) => void this.heard.push(JSON.parse(String(data)) as Said));
    onTestFinished(() => this.socket.close());
  }

  async open(): Promise<void> {
    if (this.socket.readyState !== WebSocket.OPEN) await once(this.socket, 'open');
  }

  async say(infoHash: string, more: Said = {}): Promise<void> {
    await this.open();
    const said = { action: 'announce', event: 'started', info_hash: infoHash, peer_id: this.id, left: 1, numwant: 5 };
    this.socket.send(JSON.stringify({ ...said, uploaded: 0, downloaded: 0, ...more }));
  }

  async offer(infoHash: string, ...offers: readonly string[]): Promise<void> {
    const all = offers.map((sdp) => ({ offer: { type: 'offer', sdp }, offer_id: bytes20() }));
    await this.say(infoHash, { offers: all });
  }
}

/** A handshake whose end the proxy saw at this address. @returns the status; 101: it is a socket now, and stays open */
async function handshake(service: string, from: string): Promise<number | undefined> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    'x-forwarded-for': from,
  };
  const asked = request(`${service}/announce`, { headers, agent: new Agent() });
  asked.end();
  const answered = await Promise.race([once(asked, 'upgrade'), once(asked, 'response')]);
  const [{ socket, statusCode }] = answered as [IncomingMessage];
  onTestFinished(() => void socket.destroy());
  return statusCode;
}

const metricsOf = async ({ service }: Running): Promise<string> => (await fetch(`${service.address}/metrics`)).text();

it('the tracker joins those of one torrent, and knows nobody’s address', async () => {
  const one = await startOne('sqlite', { ice: ['stun:stun.example:3478'] });
  onTestFinished(() => one.close());
  expect((await one.client.get('/v1/tracker')).body).toEqual({
    announce: '/announce',
    iceServers: ['stun:stun.example:3478'],
  });
  const [first, second, stranger] = [1, 2, 3].map(() => new Peer(one.service.address)) as [Peer, Peer, Peer];
  const torrent = bytes20();
  await first.say(torrent);
  await stranger.say(bytes20());
  await until(() => first.heard.length > 0 && stranger.heard.length > 0, { what: 'both are known' });
  await second.offer(torrent, 'v=0 planted');
  const offer = await until(() => first.heard.find((said) => 'offer' in said), { what: 'the offer arrives' });
  expect(offer).toMatchObject({ offer: { type: 'offer', sdp: 'v=0 planted' }, peer_id: second.id });
  const answer = { type: 'answer', sdp: 'v=0 answered' };
  await first.say(torrent, { event: '', answer, to_peer_id: second.id, offer_id: offer['offer_id'] });
  const back = await until(() => second.heard.find((said) => 'answer' in said), { what: 'the answer arrives' });
  expect(back).toMatchObject({ answer, peer_id: first.id, offer_id: offer['offer_id'] });
  expect(stranger.heard.some((said) => 'offer' in said || 'answer' in said)).toBe(false);
  expect(JSON.stringify([first.heard, second.heard])).not.toContain('127.0.0.1');
  expect(await metricsOf(one)).toMatch(/perseid_tracker_sockets 3\n[^]*perseid_tracker_swarms 2\n/);
  for (const { socket } of [first, second, stranger]) socket.close();
  await until(async () => /tracker_sockets 0\n[^]*tracker_swarms 0\n/.test(await metricsOf(one)), {
    what: 'nothing is left of them',
  });
});

it('nothing else is a socket', async () => {
  const one = await startOne('sqlite');
  onTestFinished(() => one.close());
  const socket = new WebSocket(`${one.service.address.replace('http', 'ws')}/other`);
  const [event] = (await once(socket, 'error')) as [Event];
  expect(event.type).toBe('error');
});

it.each(['/other', '/announce'])(
  'whoever asks for a socket at %s and breaks off at once ends nothing',
  async (path) => {
    const service = await ServiceProcess.start(await freshPlace('sqlite'));
    onTestFinished(() => service.end('SIGTERM'));
    const { hostname, port } = new URL(service.address);
    for (let count = 0; count < 200; count++) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      const head = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n`;
      socket.write(`${head}Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`);
      // A reset, and not an end: what is written to it is an error.
      setImmediate(() => socket.resetAndDestroy());
      await once(socket, 'close');
    }
    expect((await fetch(`${service.address}/healthz`)).status).toBe(200);
    expect(service.code).toBeNull();
  },
);

describe('what makes no sense', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await ServiceProcess.start(await freshPlace('sqlite'));
    return () => service.end('SIGTERM');
  });

  const torrent = bytes20();
  const offer = { offer: { type: 'offer', sdp: '' }, offer_id: bytes20() };
  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['a list of nothing', { offers: [null] }],
    ['an offer of nothing', { offers: [offer, { ...offer, offer: null }] }],
    ['more offers than anybody makes', { offers: Array.from({ length: 11 }, () => offer) }],
    ['a hash that is none', { info_hash: 'é'.repeat(19) }],
    ['signs that are no bytes', { info_hash: '€'.repeat(20) }],
    ['an event that is none', { event: 'constructor' }],
    ['an answer to nobody', { answer: null }],
    ['the question who is there', { action: 'scrape' }],
    ['the question which torrents there are', '{"action":"scrape"}'],
    ['a number as a peer', { peer_id: 5 }],
  ])('%s is refused, and ends nothing', async (_what, wrong) => {
    const [first, second] = [new Peer(service.address), new Peer(service.address)];
    await first.say(torrent);
    await until(() => first.heard.length > 0, { what: 'somebody is in the swarm' });
    await second.open();
    if (typeof wrong === 'string') second.socket.send(wrong);
    else await second.say(torrent, wrong as Said);
    await until(() => second.heard.length > 0, { what: 'it is answered' });
    expect(second.heard).toEqual([{ 'failure reason': 'no announcement of this form' }]);
    await second.offer(torrent, 'v=0 after it');
    await until(() => first.heard.some((said) => 'offer' in said), { what: 'the tracker goes on' });
    expect(service.code).toBeNull();
  });
});

describe('a flood', () => {
  it('of connections from one network is stopped, and others are served', async () => {
    const one = await startOne('sqlite', { proxies: 1 });
    onTestFinished(() => one.close());
    const from = (host: number): Promise<number | undefined> => handshake(one.service.address, `203.0.113.${host}`);
    for (let count = 0; count < 100; count++) expect(await from(5)).toBe(101);
    expect([await from(5), await from(6)]).toEqual([429, 101]);
    expect(await metricsOf(one)).toContain('perseid_tracker_sockets 101\n');
  });

  it.each<[string, number, () => string]>([
    ['messages', mostOfSocket.messagesPerMinute, () => 'always the same torrent'.slice(0, 20)],
    ['torrents', mostOfSocket.swarms, bytes20],
  ])('of %s over one connection ends it, and nothing of it stays', async (_what, most, named) => {
    const one = await startOne('sqlite');
    onTestFinished(() => one.close());
    const [flood, other] = [new Peer(one.service.address), new Peer(one.service.address)];
    await other.say(bytes20());
    await until(() => other.heard.length > 0, { what: 'another one is there' });
    for (let count = 0; count < most; count++) await flood.say(named());
    await until(() => flood.heard.length === most, { what: 'as much as is allowed is answered' });
    await flood.say(named());
    await until(() => flood.socket.readyState === WebSocket.CLOSED, { what: 'it is closed' });
    expect(flood.heard).toHaveLength(most);
    await until(async () => /tracker_sockets 1\n[^]*tracker_swarms 1\n/.test(await metricsOf(one)), {
      what: 'only the other one is left',
    });
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
  });
});
