import { BlockList, isIP } from 'node:net';
import { expect, it } from 'vitest';
import { addressesFor } from '../../bench/prove/addresses.ts';

const ours = new BlockList();
ours.addSubnet('10.128.0.0', 9, 'ipv4');
ours.addSubnet('fd70::', 16, 'ipv6');

it('every process has addresses of its own, of a range that nobody routes', () => {
  const all = [1, 2, 255, 32_768, 65_536, 524_287].flatMap((pid) => Object.values(addressesFor(pid)) as string[]);
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((address) => !ours.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'))).toEqual([]);
});

it('a number beyond the range still gives addresses', () => {
  expect(Object.values(addressesFor(4_194_303)).map((address: string) => isIP(address))).not.toContain(0);
});
