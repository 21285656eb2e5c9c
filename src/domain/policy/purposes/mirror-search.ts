import * as z from 'zod/mini';
import { call } from '../purpose.ts';
import { days, megabytes, seconds } from '../units.ts';
import { base64Of } from '../wire.ts';
import { bundle } from './updates.ts';

/** An address of a file, sealed for those who know the file. */
const row = z.strictObject({
  /** Label computed from the file's checksum and length. */
  tag: base64Of(32),
  entry: base64Of(16),
  /** 512 bytes and the 16 of the seal (AES-GCM-SIV). */
  sealed: base64Of(528),
});

const rows = z.strictObject({ rows: z.array(row).check(z.maxLength(10_000)) });

const list = { reply: rows, replyBytes: 8 * megabytes, timeout: 60 * seconds, busy: 'defer' } as const;

export const mirrorCalls = {
  bundle,
  snapshot: call({
    title: 'the whole list of mirrors',
    sends: z.strictObject({}),
    fields: {},
    example: {},
    endpoint: { method: 'GET', path: '/v1/mirrors/all', ...list },
    when: { occasion: 'idle', every: days },
  }),
  lookUp: call({
    title: 'a part of the list of mirrors',
    sends: z.strictObject({ prefix: z.string().check(z.regex(/^[0-9a-f]{1,8}$/)) }),
    fields: {
      prefix: 'The first digits of the label: so few that many files begin with them.',
    },
    example: { prefix: '3f' },
    endpoint: { method: 'GET', path: '/v1/mirrors/some', ...list },
    when: { occasion: 'task', every: null },
  }),
} as const;

export const mirrorSearch = {
  title: 'Search for mirrors',
  clause: [
    'If you switch this on, Perseid looks for other addresses of the files you download, so that they arrive faster and from more than one place. It needs to know the checksum of a file from someone other than the mirrors; without one there is no search.',
    'While the list of mirrors is small, Perseid fetches the whole of it once a day while nothing downloads: then nobody learns what you look for. When it has grown too large, Perseid asks for a part of it by the first few digits of a label that is computed from the checksum and the length of the file; many files share these digits. Neither the name nor the address of a file is sent. The addresses in the list are sealed: only who knows the file can read them.',
    'A mirror that is used is a stranger’s server. It sees your network address and which parts of the file you ask it for. It gets no cookies and no referrer.',
    'The switch is also in the properties of each HTTP download, and can be turned off there at any time. Torrents have none.',
  ],
  promises: ['BC3', 'BC4', 'BC5', 'BC6', 'BC7', 'BC16', 'BC21', 'BC22'],
  calls: mirrorCalls,
  receivers: [
    {
      who: 'service',
      sees: 'The first digits of the label, if they are asked for, and your network address while you are connected.',
      keepDays: 0,
    },
    {
      who: 'mirror-owners',
      sees: 'Your network address, and which parts of the file you ask them for.',
      keepDays: null,
    },
  ],
  firefox: ['websiteActivity'],
  chrome: ['Location'],
  label: 'purpose.mirrorSearch',
  description: 'purpose.mirrorSearchText',
} as const;
