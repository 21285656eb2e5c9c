import { firefoxCategories } from '../firefox-consent.ts';
import { call } from '../purpose.ts';
import { updates as wires } from '../wires/updates.ts';

/** The same file for everybody; nothing is sent but the request for it. */
export const bundle = call(wires.bundle, { title: 'the signed file of notices', fields: {}, example: {} });

export const updates = {
  title: 'Updates and notices',
  clause: [
    'If you switch this on, Perseid fetches one small file from the service whose address you entered, at most once a day and only while nothing downloads. The file is the same for everybody. It names the newest version, holds security notices and new editions of this policy, and says where the service stands.',
    'It is signed, has a growing number and an expiry date, and can hold text only: script, markup and pictures are refused. Updates of the software itself come from the store you installed it from, and are put in place only while nothing downloads.',
  ],
  promises: ['BC13', 'BC14', 'BC15', 'CS10', 'CS11', 'PT13', 'CL13', 'CL14'],
  calls: { bundle },
  receivers: [{ who: 'service', sees: 'Your network address while you are connected.', keepDays: 0 }],
  firefox: firefoxCategories.updates,
  chrome: [],
  label: 'purpose.updates',
  description: 'purpose.updatesText',
} as const;
