import { expect, it } from 'vitest';
import { Contacts } from '../../bench/prove/contacts.ts';
import { type Packet, packetOf } from '../../bench/prove/packet.ts';
import { sumOf, undeclaredIn } from '../../bench/prove/verdict.ts';
import { frame, type frames } from './prove-frames.ts';

const [site, resolver, marker] = ['10.135.73.81', '10.135.73.82', '10.135.73.85'];
const own = 'files.example.test';
const packet = (name: keyof typeof frames): Packet => packetOf(frame(name));
const toSite: Packet = { ...packet('connect'), remote: site };

function contactsOf(...packets: Packet[]): Contacts {
  const contacts = new Contacts({ resolver, marker, names: new Map([[site, own]]) });
  for (const each of packets) contacts.note(each);
  return contacts;
}

const mark = (step: string): Packet => ({
  ...packet('datagram'),
  outgoing: false,
  local: marker,
  remote: site,
  payload: Buffer.from(step),
});

it('hosts are counted by name, or by address, and by step', () => {
  const { hosts } = contactsOf(mark('one'), toSite, packet('datagram6'), mark('two'), { ...toSite, outgoing: false });
  expect(hosts).toEqual({
    [own]: { packets: 2, bytes: 120, names: 0, by: { one: 1, two: 1 } },
    '2001:db8::7': { packets: 1, bytes: 51, names: 0, by: { one: 1 } },
  });
});

it('a look-up is a contact of what is looked up; at another resolver also of that', () => {
  const lookUp = packet('lookUp');
  const reply = { ...lookUp, outgoing: false };
  const here = contactsOf(mark('one'), lookUp, reply);
  expect(here.hosts).toEqual({ 'leak.example.test': { packets: 0, bytes: 0, names: 1, by: { one: 1 } } });
  expect(here.lookUps).toBe(1);
  const elsewhere = contactsOf({ ...lookUp, remote: '8.8.8.8' });
  expect(elsewhere.lookUps).toBe(0);
  expect(elsewhere.hosts).toMatchObject({ 'leak.example.test': { names: 1 }, '8.8.8.8': { packets: 1 } });
});

it('what goes to our resolver and is no look-up is a contact', () => {
  const words = { ...packet('lookUp'), payload: Buffer.from('words') };
  expect(contactsOf(words).hosts).toMatchObject({ [resolver]: { packets: 1 } });
  expect(contactsOf({ ...toSite, remote: resolver, remotePort: 53 }).hosts).toMatchObject({
    [resolver]: { packets: 1 },
  });
});

it('that nobody waits any more for the answer to a look-up is no contact; any other word to our resolver is', () => {
  const late = { ...packet('refusal'), outgoing: true };
  expect(contactsOf(late).hosts).toEqual({});
  expect(contactsOf({ ...late, carries: 'other' }).hosts).toMatchObject({ [resolver]: { packets: 1 } });
  expect(contactsOf({ ...late, remote: '8.8.8.8' }).hosts).toMatchObject({ '8.8.8.8': { packets: 1 } });
});

it('only from outside can a mark come', () => {
  const forged = { ...packet('datagram'), remote: marker };
  const contacts = contactsOf(mark('one'), forged);
  expect(contacts.step).toBe('one');
  expect(contacts.hosts).toHaveProperty([marker]);
});

it('housekeeping of the link is no contact', () => {
  expect(contactsOf(packet('arp'), packet('membership')).hosts).toEqual({});
});

it('undeclared is who is neither the task’s host nor contacted by the browser alone', () => {
  const { hosts } = contactsOf(toSite, packet('datagram'), packet('datagram6'), packet('connect'));
  const browser = contactsOf(packet('datagram')).hosts;
  expect(undeclaredIn(hosts, [own], browser)).toEqual(['2001:db8::7', '203.0.113.9']);
  expect(undeclaredIn({}, [own], {})).toEqual([]);
});

it('several walks are summed up', () => {
  const one = contactsOf(mark('one'), toSite).hosts;
  const both = contactsOf(mark('one'), toSite, mark('two'), toSite, packet('lookUp')).hosts;
  expect(sumOf([one, both])).toEqual({
    [own]: { packets: 3, bytes: 180, names: 0, by: { one: 2, two: 1 } },
    'leak.example.test': { packets: 0, bytes: 0, names: 1, by: { two: 1 } },
  });
});

const request = (...lines: string[]): Packet => ({ ...toSite, payload: Buffer.from(lines.join('\r\n')) });

it('the headers of requests are listed, each once; not of answers, and not the line at which a packet was cut', () => {
  const { requests } = contactsOf(
    request('GET /a HTTP/1.1', 'Host: files.example.test', 'Range: bytes=0-', '', 'Not-A-Header: in a body'),
    request('POST / HTTP/1.1', 'host: files.example.test', 'If-Ran'),
    { ...request('GET /b HTTP/1.1', 'Secret: 1', '', ''), outgoing: false },
    request('HTTP/1.1 200 OK', 'Server: x', '', ''),
  );
  expect(requests.headers).toEqual(['host', 'range']);
  expect(requests.named).toEqual([]);
});

it('whatever names the extension by its own address is kept, with its step', () => {
  const origin = 'Origin: moz-extension://7c9a4d52-3f0e-4b61-9d3a-5e8f21c6b704';
  const { requests } = contactsOf(
    mark('one'),
    request('POST / HTTP/1.1', 'Host: x', origin, '', ''),
    request(`{"page":"chrome-extension://abc/popup.html"}`),
  );
  expect(requests.named).toEqual([`one: ${origin}`, 'one: {"page":"chrome-extension://abc/popup.html"}']);
});
