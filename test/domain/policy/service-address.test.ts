import { describe, expect, it } from 'vitest';
import { readServiceAddress, writtenAddress } from '#domain/policy/service-address';

/** Of 128 bits. */
const fingerprint = 'Aa0-_Aa0-_Aa0-_Aa0-_Aa';

describe('the address of a service', () => {
  it.each([
    ['', ''],
    ['  ', ''],
    ['https://perseid.example', 'https://perseid.example'],
    [' https://perseid.example/ ', 'https://perseid.example'],
    ['https://perseid.example:8443/a/b/', 'https://perseid.example:8443/a/b'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.1.2.3', 'http://127.1.2.3'],
    ['http://[::1]:80/', 'http://[::1]'],
    ['http://localhost:9', 'http://localhost:9'],
    ['http://2130706433/', 'http://127.0.0.1'], // 127.0.0.1 as one number
  ])('CL12: %s is taken', (entered, address) => {
    const mark = address === '' ? '' : fingerprint;
    const written = address === '' ? entered : `${entered.trim()}#${mark}`;
    const read = readServiceAddress(written);
    expect(read).toEqual({ address, fingerprint: mark, problem: null });
    // What is stored and shown is read as the same again.
    if (read.problem === null) expect(readServiceAddress(writtenAddress(read))).toEqual(read);
  });

  it.each([
    'https://perseid.example',
    'https://perseid.example/#',
    `https://perseid.example/#${'A'.repeat(21)}`,
    `https://perseid.example/#${'A'.repeat(23)}`,
    `https://perseid.example/#${'A'.repeat(21)}=`,
    `https://perseid.example/#${'A'.repeat(11)}#${'A'.repeat(10)}`,
  ])('without the whole fingerprint of its key (%s) it is not', (entered) => {
    expect(readServiceAddress(entered)).toEqual({ address: null, problem: 'no-fingerprint' });
  });

  it.each([
    ['perseid.example', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['http://perseid.example', 'not-https'],
    ['http://127.0.0.1.example', 'not-https'],
    ['http://localhost.example', 'not-https'],
    ['http://192.168.0.1', 'not-https'],
    ['http://0.0.0.0', 'not-https'],
    ['ws://127.0.0.1', 'not-https'],
    ['ftp://perseid.example', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
    ['data:application/json,{}', 'not-https'],
    ['https://me@perseid.example', 'not-plain'],
    ['https://me:secret@perseid.example', 'not-plain'],
    ['https://perseid.example/?user=1', 'not-plain'],
    ['https://perseid.example?', 'not-plain'],
    ['https://perseid.example/a*b', 'not-plain'],
    ['https://perseid.example/a|b', 'not-plain'],
    ['https://perseid.example/a^b', 'not-plain'],
  ])('CL12: %s is not', (entered, problem) => {
    for (const mark of ['', `#${fingerprint}`])
      expect(readServiceAddress(entered + mark)).toEqual({ address: null, problem });
  });
});
