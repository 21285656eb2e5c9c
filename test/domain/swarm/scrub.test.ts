import { describe, expect, it } from 'vitest';
import { scrubDescription } from '#domain/swarm/scrub';

const lines = (...all: string[]): string => all.join('\r\n');
const candidate = (rest: string): string => `a=candidate:1 1 udp 2113937151 ${rest}`;

describe('a session description', () => {
  it('loses every address of the local network', () => {
    const given = lines(
      'v=0',
      'o=- 4611 2 IN IP4 192.168.1.7',
      'm=application 51234 UDP/DTLS/SCTP webrtc-datachannel',
      'c=IN IP4 192.168.1.7',
      'a=rtcp:9 IN IP4 10.0.0.2',
      candidate('192.168.1.7 51234 typ host generation 0'),
      candidate('fe80::1 51235 typ host'),
      candidate('203.0.113.9 40000 typ host'),
      candidate('9b36eaac-bb2e-49bb-bb78-21c41c499900.local 51236 typ host'),
      candidate('203.0.113.9 40001 typ srflx raddr 192.168.1.7 rport 51234 generation 0'),
      candidate('198.51.100.3 40002 typ relay raddr 203.0.113.9 rport 40001'),
      candidate('10.1.1.1 9 typ prflx'),
      'a=fingerprint:sha-256 AB:CD',
      '',
    );
    const scrubbed = scrubDescription(given);
    expect(scrubbed).toBe(
      lines(
        'v=0',
        'o=- 4611 2 IN IP4 0.0.0.0',
        'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
        'c=IN IP4 0.0.0.0',
        candidate('9b36eaac-bb2e-49bb-bb78-21c41c499900.local 51236 typ host'),
        candidate('203.0.113.9 40001 typ srflx raddr 0.0.0.0 rport 0 generation 0'),
        candidate('198.51.100.3 40002 typ relay raddr 0.0.0.0 rport 0'),
        'a=fingerprint:sha-256 AB:CD',
        '',
      ),
    );
    expect(scrubDescription(scrubbed)).toBe(scrubbed);
  });
});
