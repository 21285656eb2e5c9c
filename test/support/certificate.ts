import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** DER (X.690): tag, length, content. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...sizeOf(body)]), body]);
}

/** In as few bytes as it needs: browsers refuse a certificate whose lengths are longer than that. */
function sizeOf({ length }: Buffer): number[] {
  if (length < 128) return [length];
  return length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
}

const sequence = (...content: Uint8Array[]): Buffer => der(0x30, ...content);
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

const ecdsaWithSha256 = sequence(der(0x06, bytes('2a8648ce3d040302')));
const commonName = bytes('550403');

const subjectAltName = der(0x06, bytes('551d11'));
const basicConstraints = bytes('551d13');

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const freshPair = (): Pair => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = ({ publicKey }: Pair): Buffer => publicKey.export({ type: 'spki', format: 'der' });
const nameOf = (text: string): Buffer =>
  sequence(der(0x31, sequence(der(0x06, commonName), der(0x0c, Buffer.from(text)))));

/** Positive, and of nobody else: Firefox takes no two certificates of one issuer with the same number. */
const serial = (): Buffer => Buffer.concat([bytes('01'), randomBytes(8)]);

/** One certificate (RFC 5280 section 4.1). @param extensions each a whole Extension */
function certify(subject: string, pair: Pair, issuer: string, by: Pair, extensions: readonly Uint8Array[]): string {
  const time = (year: string): Buffer => der(0x17, Buffer.from(`${year}0101000000Z`));
  const content = sequence(
    der(0xa0, der(0x02, bytes('02'))), // version 3
    der(0x02, serial()),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(time('20'), time('49')),
    nameOf(subject),
    spki(pair),
    ...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
  );
  const signature = der(0x03, bytes('00'), sign('sha256', content, by.privateKey));
  const whole = sequence(content, ecdsaWithSha256, signature)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${whole}\n-----END CERTIFICATE-----\n`;
}

const pem = ({ privateKey }: Pair): string => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A certificate for loopback that is in order but for its issuer, whom nobody knows: itself. */
export function selfSignedCertificate(): { key: string; cert: string } {
  const pair = freshPair();
  return { key: pem(pair), cert: certify('loopback', pair, 'loopback', pair, []) };
}

/** An authority of the tests' own, whom a browser trusts that is told to. */
export class TestAuthority {
  readonly #pair = freshPair();
  readonly #name = 'Tests of Perseid';
  readonly #cert = certify(this.#name, this.#pair, this.#name, this.#pair, [
    sequence(der(0x06, basicConstraints), der(0x01, bytes('ff')), der(0x04, sequence(der(0x01, bytes('ff'))))),
  ]);

  /** Makes Chromium accept what it has issued, and nothing else. */
  get flag(): string {
    return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(spki(this.#pair)).digest('base64')}`;
  }

  /** Its own certificate, in DER. */
  get der(): Buffer {
    return Buffer.from(this.#cert.replace(/-----.*-----|\s/g, ''), 'base64');
  }

  /** A certificate for these names, with that of the authority behind it. */
  issue(...names: readonly string[]): { key: string; cert: string } {
    const pair = freshPair();
    const all = sequence(...names.map((name) => der(0x82, Buffer.from(name))));
    const own = certify(names[0] ?? '', pair, this.#name, this.#pair, [sequence(subjectAltName, der(0x04, all))]);
    return { key: pem(pair), cert: own + this.#cert };
  }
}
