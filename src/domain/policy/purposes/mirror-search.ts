import { firefoxCategories } from '../firefox-consent.ts';
import { call } from '../purpose.ts';
import { mirrorSearch as wires } from '../wires/mirror-search.ts';
import { bundle } from './updates.ts';

export const mirrorSearch = {
  title: 'Search for mirrors',
  clause: [
    'If you switch this on, Perseid looks for other addresses of the files you download, so that they arrive faster and from more than one place. It needs to know the checksum of a file from someone other than the mirrors; without one there is no search.',
    'While the list of mirrors is small, Perseid fetches the whole of it once a day while nothing downloads: then nobody learns what you look for. When it has grown too large, Perseid asks for a part of it by the first few digits of a label that is computed from the checksum of the file; many files share these digits. Neither the name nor the address of a file is sent. The addresses in the list are sealed: only who knows the file can read them.',
    'A mirror that is used is a stranger’s server. It sees your network address and which parts of the file you ask it for. It gets no cookies and no referrer.',
    'The switch is also in the properties of each HTTP download, and can be turned off there at any time. Torrents have none.',
  ],
  promises: ['BC3', 'BC4', 'BC5', 'BC6', 'BC7', 'BC16', 'BC21', 'BC22'],
  calls: {
    bundle,
    snapshot: call(wires.snapshot, { title: 'the whole list of mirrors', fields: {}, example: {} }),
    lookUp: call(wires.lookUp, {
      title: 'a part of the list of mirrors',
      fields: {
        prefix: 'The first binary digits of the label: so few that many files begin with them.',
      },
      example: { prefix: '0011111' },
    }),
  },
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
  firefox: firefoxCategories['mirror-search'],
  chrome: ['Location'],
  label: 'purpose.mirrorSearch',
  description: 'purpose.mirrorSearchText',
} as const;
