import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#domain/settings/settings';
import { hostOfPeerServer, peerServerOf, readPeerServer, viaOf, wayNow } from '#domain/swarm/peer-server';

const relay = {
  ...defaultSettings,
  peerServer: 'turn:relay.test:3478?transport=tcp',
  peerServerName: 'me',
  peerServerSecret: 'secret',
};
const stun = { ...defaultSettings, peerServer: 'stun:address.test' };

describe('a server by which peers find a way', () => {
  it.each([
    [' STUN:Address.test ', 'stun:address.test'],
    ['stuns:a.test:5349', 'stuns:a.test:5349'],
    ['turn:1.2.3.4', 'turn:1.2.3.4'],
    ['turns:[2001:db8::1]:443?transport=tcp', 'turns:[2001:db8::1]:443?transport=tcp'],
    ['stun:a.test?transport=udp', null],
    ['turn:a.test?transport=sctp', null],
    ['turn:a.test:99999', null],
    ['turn:1.2.3.400', null],
    ['turn://a.test', null],
    ['turn:me@a.test', null],
    ['https://a.test', null],
    ['stun:', null],
    ['stun:a b.test', null],
    ['', null],
  ])('%j is read as %j', (text, url) => expect(readPeerServer(text)).toBe(url));

  it('is known by its host', () => {
    expect(hostOfPeerServer('turn:relay.test:3478?transport=tcp')).toBe('relay.test:3478');
    expect(hostOfPeerServer('stun:[::1]')).toBe('[::1]');
  });

  it('is used only where it is whole: a relay asks for a name and a password', () => {
    expect(peerServerOf(defaultSettings)).toBeNull();
    expect(peerServerOf(stun)).toEqual({ url: 'stun:address.test', username: '', credential: '' });
    expect(peerServerOf(relay)).toEqual({ url: relay.peerServer, username: 'me', credential: 'secret' });
    expect(peerServerOf({ ...relay, peerServerSecret: '' })).toBeNull();
  });

  it('that is no relay is met by nobody alone', () => {
    expect(viaOf({ ...relay, relayOnly: true })).toEqual({ server: relay.peerServer, relayOnly: true });
    expect(viaOf({ ...stun, relayOnly: true })).toEqual({ server: 'stun:address.test', relayOnly: false });
    expect(viaOf(defaultSettings)).toBeNull();
  });

  it('is asked only where it was named when the user agreed; through a relay alone means never without it', () => {
    const [set, other] = [peerServerOf(relay), peerServerOf(stun)];
    expect(wayNow(null, set)).toEqual({ server: null, relayOnly: false });
    const direct = { server: relay.peerServer, relayOnly: false };
    expect(wayNow(direct, set)).toEqual({ server: set, relayOnly: false });
    expect(wayNow(direct, other)).toEqual({ server: null, relayOnly: false });
    const alone = { ...direct, relayOnly: true };
    expect(wayNow(alone, set)).toEqual({ server: set, relayOnly: true });
    expect(wayNow(alone, other)).toBeNull();
    expect(wayNow(alone, null)).toBeNull();
  });
});
