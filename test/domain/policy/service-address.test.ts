import { describe, expect, it } from 'vitest';
import { readServiceAddress } from '#domain/policy/service-address';

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
    expect(readServiceAddress(entered)).toEqual({ address, problem: null });
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
    ['https://perseid.example/#1', 'not-plain'],
    ['https://perseid.example?', 'not-plain'],
    ['https://perseid.example/a*b', 'not-plain'],
    ['https://perseid.example/a|b', 'not-plain'],
    ['https://perseid.example/a^b', 'not-plain'],
  ])('CL12: %s is not', (entered, problem) => {
    expect(readServiceAddress(entered)).toEqual({ address: null, problem });
  });
});
