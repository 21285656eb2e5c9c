import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { giving } from '#domain/mirror/giving';

const bytes = (count: number): string => randomBytes(count).toString('base64');
const token = () => ({ input: bytes(32), output: bytes(64) });
const make = {
  token: () => ({ blinded: bytes(32), nonce: bytes(8) }),
  give: () => ({ tag: bytes(32), sealed: bytes(528), token: token(), eraser: bytes(32) }),
  vote: () => ({ tag: bytes(32), entry: bytes(16), vote: '-', token: token(), eraser: bytes(32) }),
  erase: () => ({ tag: bytes(32), entry: bytes(16), token: bytes(32) }),
} as const satisfies Record<keyof typeof giving, () => object>;

describe.each(['token', 'give', 'vote', 'erase'] as const)('a message of kind %s', (kind) => {
  it('has the same size as every other one, and no field but those of its kind', () => {
    const { sends } = giving[kind];
    const sizes = Array.from({ length: 20 }, () => JSON.stringify(sends.parse(make[kind]())).length);
    expect(new Set(sizes).size).toBe(1);
    expect(sends.safeParse({ ...make[kind](), user: 'me' }).success).toBe(false);
    const [first = ''] = Object.keys(make[kind]());
    expect(sends.safeParse({ ...make[kind](), [first]: undefined }).success).toBe(false);
    expect(sends.safeParse({ ...make[kind](), [first]: bytes(33) }).success).toBe(false);
  });
});
