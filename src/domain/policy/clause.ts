import type { Fact, Section } from './document.ts';
import { partyNames } from './party.ts';
import type { Call, Occasion, Purpose, PurposeId, Receiver } from './purpose.ts';
import { wireOf } from './request.ts';
import { unbuilt } from './unbuilt.ts';
import { days } from './units.ts';

const occasions: Readonly<Record<Occasion, string>> = {
  idle: 'By itself, only while nothing downloads',
  task: 'When a download for which it is switched on needs it',
  click: 'When you click',
};

/** What a purpose that is not built waits for. */
const missing: Readonly<Record<PurposeId, string>> = {
  'mirror-search': 'there is a service that keeps the list of mirrors; what asks it is still being built',
  'mirror-giving': 'there is a service that takes them; what gives to it is still being built',
  statistics: 'there is a service that counts; what reports to it is still being built',
  updates: 'there is a service that signs the notices; what fetches them is still being built',
  swarm: 'torrents are still being built',
};

/** The section of the policy that a purpose's row of the registry comes to. */
export function clauseOf(id: PurposeId, purpose: Purpose): Section {
  const calls = Object.values(purpose.calls);
  return {
    id,
    title: purpose.title,
    note: unbuilt.includes(id) ? notYet(missing[id]) : '',
    binding: 'grant',
    promises: purpose.promises,
    paragraphs: purpose.clause,
    points: [],
    facts: [...calls.map(sendsOf), { term: 'To', items: purpose.receivers.map(toWhom), code: '' }, ...timesOf(purpose)],
  };
}

/** When something of a purpose is sent, and for how long that may be kept. */
export function timesOf({ calls, receivers }: Purpose): Fact[] {
  return [
    { term: 'When', items: [...new Set(Object.values(calls).map(whenOf))], code: '' },
    { term: 'Kept', items: receivers.map(keptBy), code: '' },
  ];
}

const notYet = (reason: string): string => `This cannot be switched on in this version: ${reason}.`;

function sendsOf({ title, fields, sends, example, endpoint }: Call): Fact {
  const named = Object.entries(fields).map(([field, text]) => `${field}: ${text}`);
  const items = named.length > 0 ? named : ['Nothing but the request itself, which is the same for everybody.'];
  return { term: `Sends: ${title}`, items, code: literal(endpoint && wireOf(endpoint, sends.parse(example)), example) };
}

/** As it stands on the wire. */
function literal(wire: ReturnType<typeof wireOf> | null, example: unknown): string {
  if (wire === null) return JSON.stringify(example);
  return [`${wire.method} ${wire.path}`, ...(wire.body === null ? [] : [wire.body])].join(' ');
}

const toWhom = ({ who, sees }: Receiver): string => `${partyNames[who]}. Sees: ${sees}`;

function whenOf({ when: { occasion, every } }: Call): string {
  return `${occasions[occasion]}${every === null ? '' : `, at most once in ${inDays(every)}`}.`;
}

/** @param milliseconds whole days of them */
const inDays = (milliseconds: number): string => (milliseconds === days ? '24 hours' : `${milliseconds / days} days`);

function keptBy({ who, keepDays }: Receiver): string {
  if (keepDays === null) return `${partyNames[who]}: nobody can say for how long.`;
  if (keepDays === 'asked-back') return `${partyNames[who]}: until it is asked back.`;
  return `${partyNames[who]}: ${keepDays === 0 ? 'not kept' : `at most ${inDays(keepDays * days)}`}.`;
}
