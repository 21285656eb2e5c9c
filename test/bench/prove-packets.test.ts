import { describe, expect, it } from 'vitest';
import { packetOf } from '../../bench/prove/packet.ts';
import { PcapReader } from '../../bench/prove/pcap.ts';
import { frame, frames, header } from './prove-frames.ts';

const inside = '10.135.73.83';

describe('a packet is read from its frame', () => {
  it('UDP over IPv4 and IPv6, with what it carries', () => {
    expect(packetOf(frame('datagram'))).toEqual({
      outgoing: true,
      local: inside,
      remote: '198.51.100.7',
      carries: 'udp',
      remotePort: 3478,
      bytes: 33,
      payload: Buffer.from('stun?'),
    });
    const { remote, remotePort, payload, bytes } = packetOf(frame('datagram6'));
    expect([remote, remotePort, payload.toString(), bytes]).toEqual(['2001:db8::7', 3478, 'six', 51]);
  });

  it('TCP, and what is neither', () => {
    expect(packetOf(frame('connect'))).toMatchObject({ remote: '203.0.113.9', carries: 'tcp', remotePort: 80 });
    const { data } = frame('connect');
    const words = Buffer.concat([data, Buffer.from('GET /')]);
    expect(packetOf({ data, size: data.length }).payload).toEqual(Buffer.alloc(0));
    expect(packetOf({ data: words, size: words.length }).payload.toString()).toBe('GET /');
    const refusal = {
      outgoing: false,
      local: inside,
      remote: '10.135.73.82',
      carries: 'unreachable',
      remotePort: null,
    };
    expect(packetOf(frame('refusal'))).toMatchObject(refusal);
  });

  it('housekeeping of the link, also behind a header of options', () => {
    expect(packetOf(frame('arp'))).toMatchObject({ carries: 'link' });
    expect(packetOf(frame('membership'))).toMatchObject({ carries: 'link', remote: 'ff02::16' });
  });

  it('a later fragment has no ports, of either version', () => {
    const v4 = frame('datagram');
    v4.data.writeUInt16BE(185, 20 + 6);
    expect(packetOf(v4)).toMatchObject({ remote: '198.51.100.7', carries: 'udp', remotePort: null });
    const v6 = frame('datagram6');
    v6.data.writeUInt8(44, 20 + 6);
    const later = Buffer.from('11000008deadbeef', 'hex');
    const data = Buffer.concat([v6.data.subarray(0, 60), later, v6.data.subarray(60)]);
    expect(packetOf({ data, size: data.length })).toMatchObject({
      remote: '2001:db8::7',
      carries: 'udp',
      remotePort: null,
    });
  });

  it('what is no IP at all is a contact of its kind', () => {
    const odd = frame('arp');
    odd.data.writeUInt16BE(0x88_cc, 0);
    expect(packetOf(odd)).toMatchObject({ carries: 'other', remote: 'ethertype 0x88cc' });
  });

  it('one that ends within its headers is an error', () => {
    const { data } = frame('datagram6');
    expect(() => packetOf({ data: data.subarray(0, 24), size: 71 })).toThrow(RangeError);
  });
});

describe('a recording is cut into frames', () => {
  const recordOf = (hex: string, size: number): Buffer => {
    const head = Buffer.alloc(16);
    head.writeUInt32LE(hex.length / 2, 8);
    head.writeUInt32LE(size, 12);
    return Buffer.concat([head, Buffer.from(hex, 'hex')]);
  };
  const recording = Buffer.concat([
    Buffer.from(header, 'hex'),
    recordOf(frames.arp, 48),
    recordOf(frames.connect, 1500),
    recordOf(frames.datagram, 53),
  ]);
  const expected = [
    { data: Buffer.from(frames.arp, 'hex'), size: 48 },
    { data: Buffer.from(frames.connect, 'hex'), size: 1500 },
    { data: Buffer.from(frames.datagram, 'hex'), size: 53 },
  ];

  it.each([1, 7, 16, 1000])('when it comes in portions of %i bytes', (portion) => {
    const reader = new PcapReader();
    const portions = Array.from({ length: Math.ceil(recording.length / portion) }, (_, index) =>
      recording.subarray(index * portion, (index + 1) * portion),
    );
    expect(portions.flatMap((chunk) => reader.read(chunk))).toEqual(expected);
  });

  it('of another kind it is refused', () => {
    const other = Buffer.from(header, 'hex');
    other.writeUInt32LE(1, 20);
    expect(() => new PcapReader().read(other)).toThrow('LINUX_SLL2');
  });
});
