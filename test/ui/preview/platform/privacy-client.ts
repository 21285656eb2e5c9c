import type { ConsentView } from '#protocol/privacy-api';
import type { Bundle } from '#domain/notice/bundle';
import type { StoredEntry } from '#domain/ledger/entry';
import { isFound, type Search } from '#domain/ledger/search';
import { calls } from '../engine.ts';

const hash = 'a'.repeat(64);
const asked = new URLSearchParams(location.search);
const standing = asked.get('standing') ?? 'accepted';
const noneGiven = { waiting: 0, given: 0, regretted: 0, erasing: false, elsewhere: [] };
/** `?notices`: a service is entered, and has told something. */
const isTold = asked.has('notices');
/** `?given`: something was given back to it. */
const isGiving = asked.has('given');
const granted = [
  ...(isTold ? (['updates', 'statistics'] as const) : []),
  ...(isGiving ? (['mirror-giving'] as const) : []),
];
let consent: ConsentView = {
  standing: standing as ConsentView['standing'],
  policy: { version: 1, effective: '2027-02-01', hash },
  decision: null,
  grants: granted.map((purpose) => ({ purpose, at: 1, live: true })),
};
const at = Date.UTC(2026, 10, 23, 11, 58);
let entries: StoredEntry[] = [
  {
    id: 2,
    at,
    purpose: 'updates',
    call: 'bundle',
    version: 1,
    clauseHash: hash,
    host: 'perseid.example.org',
    request: { method: 'GET', path: '/v1/bundle', body: null },
    size: 10,
    task: null,
    outcome: { kind: 'answered', bytes: 2210 },
  },
  {
    id: 1,
    at: at - 3_600_000,
    purpose: 'updates',
    call: 'bundle',
    version: 1,
    clauseHash: hash,
    host: 'perseid.example.org',
    request: { method: 'GET', path: '/v1/bundle', body: null },
    size: 10,
    task: null,
    outcome: { kind: 'deferred', because: 'busy' },
  },
];
/** One for a task of the scene, one for a task that was removed. */
for (const [index, task] of ['task-1', 'removed-task'].entries()) {
  entries.push({
    id: 4 - index,
    at,
    purpose: 'mirror-search',
    call: 'lookUp',
    version: 1,
    clauseHash: hash,
    host: 'perseid.example.org',
    request: { method: 'GET', path: `/v1/mirrors?prefix=a${index}`, body: null },
    size: 22,
    task,
    outcome: { kind: 'answered', bytes: 410 },
  });
}
entries.sort((a, b) => b.id - a.id);
const receipts = [
  { at, kind: 'accepted', purpose: null, version: 1, policyHash: hash, clauseHash: null },
  { at: at + 1000, kind: 'granted', purpose: 'updates', version: 1, policyHash: hash, clauseHash: hash },
];

const told: Bundle = {
  number: 7,
  expires: '2026-12-07',
  region: 'Falkenstein, Germany',
  latest: '0.2.0',
  policy: { version: 2, hash, text: 'Text.' },
  notices: [
    {
      id: 'a-2',
      kind: 'security',
      day: '2026-11-20',
      title: 'Update to 0.2.0',
      text: 'A file name of a certain form could end a download early.\n0.2.0 mends it.',
    },
    {
      id: 'a-1',
      kind: 'news',
      day: '2026-10-02',
      title: 'This service has moved',
      text: 'It stands in Falkenstein now.',
    },
  ],
  mirrors: { mode: 'snapshot', prefixBits: 6, snapshot: hash },
  tokenKey: '',
  tokenWork: 20,
};

const reported = [
  'POST /v1/statistics HTTP/1.1',
  'Host: perseid.example.org',
  'Connection: keep-alive',
  'Content-Length: 64',
  'Pragma: no-cache',
  'Cache-Control: no-cache',
  'Content-Type: application/json',
  'Accept: */*',
  'Accept-Encoding: gzip, deflate, br, zstd',
  '',
  JSON.stringify({ question: 'language', answer: 'de', fill: '.'.repeat(20) }),
].join('\n');

/** What is answered whatever was asked before. */
const fixed: Readonly<Record<string, unknown>> = {
  'service.read': { address: isTold ? `https://perseid.example.org/#${'A'.repeat(22)}` : '', access: isTold },
  'witness.read': { mismatches: [] },
  'notices.read': {
    held: isTold ? { bundle: told, expired: false } : null,
    seen: [],
    next: at + 86_400_000,
    tried: { at, outcome: { kind: 'failed', because: 'network', status: null } },
  },
  'statistics.read': { next: { at: at + 86_400_000, request: reported } },
  'giving.read': isGiving
    ? { waiting: 2, given: 7, regretted: 0, erasing: false, elsewhere: [{ host: 'old.example.org', count: 3 }] }
    : noneGiven,
  'giving.ask-back': isGiving ? { waiting: 0, given: 0, regretted: 9, erasing: false, elsewhere: [] } : noneGiven,
  'receipts.read': { receipts },
  'data.erase': { left: [], asking: isGiving ? 9 : 0 },
};

/** Stands in for the background. */
export async function callPrivacy(verb: string, request: Record<string, unknown>): Promise<unknown> {
  if (!verb.endsWith('.read')) calls.push(`${verb} ${JSON.stringify(request)}`);
  if (Object.hasOwn(fixed, verb)) return fixed[verb];
  switch (verb) {
    case 'consent.decide':
      consent = { ...consent, standing: request['decision'] as 'accepted' | 'declined' };
      return consent;
    case 'consent.read':
      return consent;
    case 'service.set':
      return { address: request['address'], problem: null };
    case 'ledger.read': {
      const { before, most, ...search } = request as unknown as Search & { before: number | null; most: number };
      const found = entries.filter((entry) => (before === null || entry.id < before) && isFound(entry, search));
      return { entries: found.slice(0, most), more: found.length > most };
    }
    case 'ledger.export':
      return { json: JSON.stringify(entries) };
    case 'ledger.erase':
      entries = [];
      return {};
    default:
      return consent;
  }
}
