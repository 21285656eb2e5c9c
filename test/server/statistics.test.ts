import { beforeAll, describe, expect, it } from 'vitest';
import { filled } from '#domain/policy/wires/statistics';
import type { Answer, Question } from '#domain/stats/questions';
import { kinds } from '../support/service/places.ts';
import { days, startOne, type Running } from '../support/service/running.ts';

describe.each(kinds)('statistics on %s', (kind) => {
  let one: Running;
  beforeAll(async () => {
    one = await startOne(kind, { proxies: 1 });
    return () => one.close();
  });

  let senders = 0;
  const report = (question: Question, answer: Answer): Promise<Response> =>
    fetch(`${one.service.address}/v1/statistics`, {
      method: 'POST',
      headers: { 'x-forwarded-for': `192.0.2.${++senders % 250}` },
      body: JSON.stringify(filled(question, answer)),
    });
  const shown = async () =>
    (await one.client.get('/v1/statistics')).body as { weeks: { question: string; week: string; reports: number }[] };

  it('of 49 reports nothing is published, of 50 estimates with their error, and not before the week is over', async () => {
    for (let count = 0; count < 50; count++) {
      const reply = await report('system', count % 5 === 0 ? 'mac' : 'linux');
      expect(await reply.json()).toEqual({ counted: true });
      if (count < 49) await report('feature', 'none');
    }
    expect(await shown()).toEqual({ epsilon: 1.5, weeks: [] });
    one.clock.now += 7 * days;
    const { weeks } = await shown();
    expect(weeks).toEqual([
      { question: 'system', week: '2027-03-01', reports: 50, estimates: expect.any(Array) as unknown },
    ]);
  });

  it('the page shows them without a script and without loading anything', async () => {
    const response = await fetch(`${one.service.address}/statistics`);
    const page = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).toContain('system, week of 2027-03-01');
    expect(page).toContain('50 reports');
    expect(page).not.toMatch(/<script|<img|<link|https?:\/\/(?!www\.w3)/);
  });

  it('BC19: nothing else is taken: another answer, another size, a field more', async () => {
    const good = filled('system', 'linux');
    for (const bad of [
      { ...good, answer: 'amiga' },
      { ...good, question: 'language' },
      { ...good, fill: `${good.fill}.` },
      { ...good, user: 'me' },
    ]) {
      expect((await one.client.post('/v1/statistics', bad)).status).toBe(400);
    }
  });
});
