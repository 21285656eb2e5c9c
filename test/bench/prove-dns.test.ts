import { expect, it } from 'vitest';
import { hostOf, questionOf, replyTo } from '../../bench/prove/dns.ts';
import { packetOf } from '../../bench/prove/packet.ts';
import { frame } from './prove-frames.ts';

const query = packetOf(frame('lookUp')).payload;
const question = questionOf(query)!;

it('a look-up is read', () => {
  expect(question).toEqual({ name: 'leak.example.test', type: 1, end: query.length });
});

it.each([
  ['cut short', (message: Buffer) => message.subarray(0, -1)],
  ['without its header', (message: Buffer) => message.subarray(0, 11)],
  ['with two questions', (message: Buffer) => Buffer.from(message).fill(2, 5, 6)],
  ['with a name that ends nowhere', (message: Buffer) => message.subarray(0, 20)],
  ['with a pointer in its first name', (message: Buffer) => Buffer.from(message).fill(0xc0, 12, 13)],
])('what is no look-up is told: one %s', (_, change) => {
  expect(questionOf(change(query))).toBeNull();
});

it('a known name gets its address, another is said not to exist', () => {
  const known = replyTo(query, question, '10.1.2.3');
  // Response, authoritative, recursion desired and there, no error; one question and one answer.
  expect(known.toString('hex', 2, 12)).toBe('85800001000100000000');
  expect(known.toString('hex', query.length)).toBe('c00c000100010000003c00040a010203');
  expect(questionOf(known)).toEqual(question);
  const unknown = replyTo(query, question, null);
  expect(unknown.toString('hex', 2, 12)).toBe('85830001000000000000');
  expect(unknown).toHaveLength(query.length);
});

it('a known name has nothing of another type, which is no error', () => {
  const asked = Buffer.from(query);
  asked.writeUInt16BE(28, query.length - 4);
  const reply = replyTo(asked, questionOf(asked)!, '10.1.2.3');
  expect(reply.toString('hex', 2, 12)).toBe('85800001000000000000');
});

it('a name is about a host', () => {
  expect(hostOf('_8080._https.files.example.test')).toBe('files.example.test');
  expect(hostOf('files.example.test')).toBe('files.example.test');
});
