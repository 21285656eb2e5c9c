import { describe, expect, expectTypeOf, it } from 'vitest';
import { en } from '#domain/i18n/en';
import { clauseOf } from '#domain/policy/clause';
import { factsOf } from '#domain/policy/facts';
import { purposeIds, type Call, type Purpose } from '#domain/policy/purpose';
import { purposes } from '#domain/policy/registry';
import type { Reply, Sends } from '#domain/policy/wires';
import { callOf, requestOf } from '#domain/policy/request';
import { days } from '#domain/policy/units';

const all = purposeIds.map((id): [string, Purpose] => [id, purposes[id]]);
const calls = all.flatMap(([id, { calls: own }]) =>
  Object.entries(own).map(([name, call]): [string, Call] => [`${id}.${name}`, call]),
);

describe.each(all)('the purpose %s', (_id, purpose) => {
  it('has a clause in whole sentences, a title, and says who is told', () => {
    expect(purpose.clause.length).toBeGreaterThan(0);
    for (const paragraph of purpose.clause) expect(paragraph).toMatch(/^[A-Z].{40,}\.$/);
    expect(purpose.title).toMatch(/^[A-Z]/);
    expect(purpose.receivers.length).toBeGreaterThan(0);
    for (const { sees } of purpose.receivers)
      expect(sees).toMatch(/^[A-Z].*network address.*\.$|^.*network address.*\.$/);
  });

  it('states promises, sends something, and has words for its switch', () => {
    expect(purpose.promises.length).toBeGreaterThan(0);
    expect(Object.keys(purpose.calls).length).toBeGreaterThan(0);
    expect(en[purpose.label]).not.toBe(en[purpose.description]);
  });
});

describe.each(calls)('the call %s', (name, { sends, fields, example, endpoint, when }) => {
  it('explains every field of its schema, and no other', () => {
    expect(Object.keys(fields)).toEqual(Object.keys(sends.def.shape));
    for (const text of Object.values(fields)) expect(text).toMatch(/^[A-Z].*\.$/);
  });

  it('has an example that its schema takes, and refuses one with a field more or a field less', () => {
    expect(sends.safeParse(example).data).toEqual(example);
    expect(sends.safeParse({ ...example, installation: 'x' }).success).toBe(false);
    for (const field of Object.keys(fields)) {
      expect(sends.safeParse({ ...example, [field]: undefined }).success, field).toBe(false);
    }
  });

  it('names no field that could join two events', () => {
    const joining = Object.keys(fields).filter((field) =>
      /user|install|client|device|session|token|cookie/i.test(field),
    );
    // Spent once, and like no other one: test/domain/token.
    expect(joining).toEqual(/^mirror-giving\.(?:give|vote|erase)$/.test(name) ? ['token'] : []);
  });

  it('takes no answer with a field more, and bounds size and time', () => {
    if (endpoint === null) return expect(when.occasion).toBe('task');
    expect(endpoint.path).toMatch(/^\/v1(\/[a-z]+)+$/);
    expect(endpoint.reply.safeParse({ extra: 1 }).success).toBe(false);
    expect(endpoint.replyBytes).toBeLessThanOrEqual(10_000_000);
    expect(endpoint.timeout).toBeLessThanOrEqual(60_000);
    // What comes by itself has its interval; the policy states it in whole days.
    return expect(when.occasion !== 'idle' || (when.every ?? 0) % days === 0).toBe(true);
  });
});

it('what a call sends and brings back has its types', () => {
  expectTypeOf<Sends<'mirror-search', 'lookUp'>>().toEqualTypeOf<{ prefix: string }>();
  expectTypeOf<Reply<'statistics', 'report'>>().toEqualTypeOf<{ counted: true }>();
  expectTypeOf<Reply<'swarm', 'announce'>>().toBeNever();
});

describe('a request', () => {
  it('is made of the registry and the payload alone', () => {
    expect(requestOf('mirror-search', 'lookUp', { prefix: '001111' })).toEqual({
      method: 'GET',
      path: '/v1/mirrors/some?prefix=001111',
      body: null,
    });
    expect(requestOf('updates', 'bundle', {})).toEqual({ method: 'GET', path: '/v1/bundle', body: null });
  });

  it('is refused with a field that is not in the schema, and with a value that is not', () => {
    const more = { prefix: '001111', user: 'me' };
    expect(() => requestOf('mirror-search', 'lookUp', more)).toThrow(/unrecognized_keys/);
    expect(() => requestOf('mirror-search', 'lookUp', { prefix: '?x=1' })).toThrow(/invalid_format/);
  });

  it('is not made of what goes to trackers and peers', () => {
    const { example } = purposes.swarm.calls.exchange;
    expect(() => requestOf('swarm', 'exchange', example)).toThrow(RangeError);
    expect(callOf('swarm', 'toString')).toBeNull();
  });
});

describe('a clause', () => {
  it('shows each field, the literal payload, the parties, the interval and what is kept', () => {
    const { facts } = clauseOf('statistics', purposes.statistics);
    expect(facts.map(({ term }) => term)).toEqual(['Sends: a report', 'To', 'When', 'Kept']);
    expect(facts[0]?.items.map((item) => item.split(':')[0])).toEqual(['question', 'answer', 'fill']);
    expect(facts[0]?.code).toMatch(/^POST \/v1\/statistics \{"question":"language","answer":"de","fill":"\.+"\}$/);
    expect(facts[2]?.items).toEqual(['By itself, only while nothing downloads, at most once in 7 days.']);
    expect(facts[3]?.items).toEqual(['The service whose address you entered: not kept.']);
  });
});

describe('the facts', () => {
  const facts = factsOf(purposes.statistics);
  const { report } = purposes.statistics.calls;
  const [receiver] = purposes.statistics.receivers;

  it.each<[string, Purpose]>([
    ['a field more is sent', withCall({ ...report, sends: purposes.swarm.calls.announce.sends })],
    ['it goes elsewhere', withCall({ ...report, endpoint: { ...report.endpoint, path: '/v1/else' } })],
    ['it goes more often', withCall({ ...report, when: { ...report.when, every: days } })],
    ['it goes while something downloads', withCall({ ...report, when: { occasion: 'task', every: null } })],
    ['it is kept for longer', { ...purposes.statistics, receivers: [{ ...receiver, keepDays: 30 }] }],
    ['others are told', { ...purposes.statistics, receivers: [receiver, { ...receiver, who: 'peers' }] }],
  ])('are others when %s', (_, other) => {
    expect(factsOf(other)).not.toBe(facts);
  });

  it('are the same when only the words are others', () => {
    const reworded = withCall({ ...report, title: 'x', fields: { question: 'Q.', answer: 'A.', fill: 'F.' } });
    expect(factsOf({ ...reworded, title: 'x', clause: ['x'], promises: [] })).toBe(facts);
  });

  function withCall(call: Call): Purpose {
    return { ...purposes.statistics, calls: { report: call } };
  }
});
