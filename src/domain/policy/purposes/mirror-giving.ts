import { firefoxCategories } from '../firefox-consent.ts';
import { call } from '../purpose.ts';
import { mirrorGiving as wires } from '../wires/mirror-giving.ts';
import { bundle } from './updates.ts';

/** Base64 of so many bytes, all the same: what a message looks like. */
const bytes = (count: number): string => {
  const digits = Math.ceil((count * 8) / 6);
  return 'A'.repeat(digits) + '='.repeat((4 - (digits % 4)) % 4);
};
const token = { input: bytes(32), output: bytes(64) };

export const mirrorGiving = {
  title: 'Give mirrors back',
  clause: [
    'If you switch this on, Perseid gives the address of a file that you have downloaded to the list of mirrors, so that others who know the file find it. Only an address that anybody may know is given: https, a public name, without a query, a name or a part that looks drawn at random, and only after its server has given the same file to a request without cookies and without forbidding to keep it. The SHA-256 of the file must have been checked.',
    'The address is sealed before it leaves your device: only who knows the file can read it. Each is given by itself, with one message, at a moment drawn at random between 1 and 24 hours later, and again later if that is missed. It is paid for by a token which the service cannot recognise, so that nothing joins two things that you gave. An address that had brought wrong bytes is voted against in the same way.',
    'For each address that was given your device keeps a deletion token, which nobody else has, and no plain address. You can ask everything back with it: one by one, at random moments. When you switch this off, what was not given yet is deleted; the deletion tokens stay, for without them nothing could be asked back.',
  ],
  promises: ['BC3', 'BC6', 'BC16', 'BC17', 'BC22', 'CS4', 'PT14'],
  calls: {
    bundle,
    token: call(wires.token, {
      title: 'a request for a token',
      fields: {
        blinded: 'A number drawn at random and blinded: the token that is made of it cannot be recognised.',
        nonce: 'A proof that your device has worked for it, so that a flood is expensive.',
      },
      example: { blinded: bytes(32), nonce: bytes(8) },
    }),
    give: call(wires.give, {
      title: 'one address',
      fields: {
        tag: 'The label that is computed from the checksum of the file.',
        sealed: 'The address, sealed for those who know the file; always of the same size.',
        token: 'The token.',
        eraser: 'The hash of the deletion token.',
      },
      example: { tag: bytes(32), sealed: bytes(528), token, eraser: bytes(32) },
    }),
    vote: call(wires.vote, {
      title: 'a vote against an address that had wrong bytes',
      fields: {
        tag: 'The label that is computed from the checksum of the file.',
        entry: 'The number of the sealed address.',
        vote: 'For (+) or against (-).',
        token: 'The token.',
        eraser: 'The hash of the deletion token.',
      },
      example: { tag: bytes(32), entry: bytes(16), vote: '-', token, eraser: bytes(32) },
    }),
    erase: call(wires.erase, {
      title: 'one address or vote asked back',
      fields: {
        tag: 'The label under which it was given.',
        entry: 'The number of the sealed address.',
        token: 'The deletion token.',
      },
      example: { tag: bytes(32), entry: bytes(16), token: bytes(32) },
    }),
  },
  receivers: [
    {
      who: 'service',
      sees: 'That somebody, now, gives something for one label, or takes it back; and your network address while you are connected. It keeps the day, the label, the sealed address and the hash of the deletion token until it is asked back, and a hash of each token, by which it knows that one if it comes again.',
      keepDays: 'asked-back',
    },
  ],
  firefox: firefoxCategories['mirror-giving'],
  chrome: ['Web history'],
  label: 'purpose.mirrorGiving',
  description: 'purpose.mirrorGivingText',
} as const;
