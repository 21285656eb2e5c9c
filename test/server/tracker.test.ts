import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { startOne } from '../support/service/running.ts';
import { until } from '../support/until.ts';

type Said = Record<string, unknown>;

/** Someone in a swarm, speaking with the tracker as WebTorrent does. */
class Peer {
  readonly heard: Said[] = [];
  readonly id = randomBytes(20).toString('latin1');
  readonly #socket: WebSocket;

  constructor(address: string) {
    this.#socket = new WebSocket(`${address.replace('http', 'ws')}/announce`);
    this.#socket.addEventListener('message', ({ data }) => void this.heard.push(JSON.parse(String(data)) as Said));
    onTestFinished(() => this.#socket.close());
  }

  async say(infoHash: string, offers: readonly string[]): Promise<void> {
    if (this.#socket.readyState !== WebSocket.OPEN) await once(this.#socket, 'open');
    const sent = offers.map((sdp) => ({ offer: { type: 'offer', sdp }, offer_id: randomBytes(20).toString('latin1') }));
    this.#socket.send(
      JSON.stringify({
        action: 'announce',
        event: 'started',
        info_hash: infoHash,
        peer_id: this.id,
        left: 1,
        uploaded: 0,
        downloaded: 0,
        numwant: 5,
        offers: sent,
      }),
    );
  }
}

it('the tracker joins those of one torrent, and knows nobody’s address', async () => {
  const one = await startOne('sqlite', { ice: ['stun:stun.example:3478'] });
  onTestFinished(() => one.close());
  expect((await one.client.get('/v1/tracker')).body).toEqual({
    announce: '/announce',
    iceServers: ['stun:stun.example:3478'],
  });
  const [first, second, stranger] = [1, 2, 3].map(() => new Peer(one.service.address)) as [Peer, Peer, Peer];
  const torrent = randomBytes(20).toString('latin1');
  await first.say(torrent, []);
  await stranger.say(randomBytes(20).toString('latin1'), []);
  await until(() => first.heard.length > 0 && stranger.heard.length > 0, { what: 'both are known' });
  await second.say(torrent, ['v=0 planted']);
  const offer = await until(() => first.heard.find((said) => 'offer' in said), { what: 'the offer arrives' });
  expect(offer).toMatchObject({ offer: { type: 'offer', sdp: 'v=0 planted' }, peer_id: second.id });
  expect(stranger.heard.some((said) => 'offer' in said)).toBe(false);
  expect(JSON.stringify([first.heard, second.heard])).not.toContain('127.0.0.1');
  const metrics = await (await fetch(`${one.service.address}/metrics`)).text();
  expect(metrics).toContain('perseid_tracker_sockets 3');
  expect(metrics).toContain('perseid_tracker_swarms 2');
});

it('nothing else is a socket', async () => {
  const one = await startOne('sqlite');
  onTestFinished(() => one.close());
  const socket = new WebSocket(`${one.service.address.replace('http', 'ws')}/other`);
  const [event] = (await once(socket, 'error')) as [Event];
  expect(event.type).toBe('error');
});
