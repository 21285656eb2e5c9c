import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isGivable } from '#domain/mirror/givable';

describe('an address that may be given', () => {
  it.each([
    'https://cdimage.example/debian/13.2.0/amd64/iso-cd/debian-13.2.0-amd64-netinst.iso',
    'https://releases.example/26.04/ubuntu-26.04-desktop-amd64.iso',
    'https://a.example/pub/linux/kernel/v6.x/linux-6.12.3.tar.xz',
    'https://a.example/LibreOffice_25.2.1_Linux_x86-64_deb.tar.gz',
    'https://a.example/internationalisation-handbook.pdf',
    'https://a.example:8443/VeryLongCamelCaseWords/TheFile.bin',
    'https://a.example/f%C3%BCr/alle.bin',
  ])('%s', (address) => expect(isGivable(address)).toBe(true));

  it.each([
    'http://a.example/f.bin',
    'https://a.example/f.bin?token=1',
    'https://u:p@a.example/f.bin',
    'https://nas.local/f.bin',
    'https://192.168.1.2/f.bin',
    'https://a.example/users/alice@mail.example/f.bin',
    'https://a.example/%FF/f.bin',
    `https://a.example/${randomUUID()}/f.bin`,
    `https://a.example/d/${createHash('sha256').update('x').digest('hex')}/f.bin`,
  ])('is not %s', (address) => expect(isGivable(address)).toBe(false));

  it('what is drawn at random is seen, in every usual form', () => {
    for (const form of ['hex', 'base64url'] as const) {
      const missed = Array.from({ length: 500 }, () => randomBytes(16).toString(form)).filter((one) =>
        isGivable(`https://a.example/dl/${one}/f.bin`),
      );
      // Among 22 signs of base64 there may be hardly a digit.
      expect(missed.length, form).toBeLessThanOrEqual(form === 'hex' ? 0 : 50);
    }
  });
});
