import { authorize, readConsent } from '#domain/policy/consent';
import { policy } from '#domain/policy/policy';
import { wireOf } from '#domain/policy/request';
import { dueAt } from '#domain/policy/timing';
import { filled, reportBytes, statistics } from '#domain/policy/wires/statistics';
import { drawReport } from '#domain/stats/draw';
import { rolls } from '#domain/stats/randomise';
import { truthsOf, type Truths } from '#domain/stats/truths';
import { readConsentRecord } from '#platform/consent-store';
import { readDeferred } from '#platform/deferred-store';
import { readDevice } from '#platform/device';
import { dice } from '#platform/dice';
import { bareHeaders } from '#platform/engine-host/bare-headers';
import { readLastCall, readService } from '#platform/service-store';
import { readSettingsStore } from '#platform/settings-store';
import { readMemo, storeReport } from '#platform/stats-store';
import { readTasks } from '#platform/task-store';

const hour = 60 * 60_000;
const [purpose, call] = ['statistics', 'report'] as const;

interface NextReport {
  /** Not before this moment, ms since 1970. */
  readonly at: number;
  /** As HTTP/1.1, headers included; its lines end in a line feed alone. */
  readonly request: string;
}

/**
 * Draws the next report, if it is granted and none waits: the options show it as it is until it is sent, put off as any other call. Its
 * moment is drawn as well, or its hour of the week would be the same in all reports of one person.
 * @param now ms since 1970
 */
export async function prepareReport(now: number): Promise<void> {
  const stored = await readConsentRecord();
  if (authorize('statistics', stored, policy) === null || (await readService()) === null) return;
  if ((await readReport()) !== null) return;
  const [truths, memo, last] = await Promise.all([truthsNow(stored), readMemo(), readLastCall(purpose, call)]);
  const { question, answer, memo: kept } = drawReport(truths, memo, dice);
  const from = dueAt(statistics.report, last, now) + hour + Math.floor((dice() / rolls) * 23 * hour);
  await storeReport(kept, { purpose, call, payload: filled(question, answer), task: null, from });
}

/** The report that waits to be sent; null: none. */
async function readReport() {
  const waiting = await readDeferred();
  return waiting.find((one) => one.purpose === purpose && one.call === call) ?? null;
}

/** What waits to be sent, as it will stand on the wire; null: nothing. @param now ms since 1970 */
export async function nextReport(now: number): Promise<NextReport | null> {
  const [waiting, service, last] = await Promise.all([readReport(), readService(), readLastCall(purpose, call)]);
  const sends = statistics.report.sends.safeParse(waiting?.payload);
  if (waiting === null || service === null || !sends.success) return null;
  const { method, path, body } = wireOf(statistics.report.endpoint, sends.data);
  const headers = bareHeaders(service.host, reportBytes).map(([name, value]) => `${name}: ${value}`);
  const request = [`${method} ${service.path}${path} HTTP/1.1`, ...headers, '', body].join('\n');
  return { at: dueAt(statistics.report, last, now, waiting.from), request };
}

async function truthsNow(stored: unknown): Promise<Truths> {
  const [device, settings, tasks] = await Promise.all([readDevice(), readSettingsStore(), readTasks()]);
  const searchesMirrors = readConsent(stored).grants['mirror-search'] !== undefined;
  return truthsOf({ ...device, settings, tasks, searchesMirrors });
}
