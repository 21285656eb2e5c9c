import type { serviceLog } from '#domain/policy/service-log';

/** One request, as it is written down: the fields that the policy names, and no other (BC2, AP10). */
export type LogLine = Record<keyof typeof serviceLog.fields, string | number>;

/** Writes one line. Where it goes, and for how long, is the operator's affair: docs/service.md. */
export type WriteLog = (line: LogLine) => void;

export const toStdout: WriteLog = (line) => console.info(JSON.stringify(line));

/** The hour of a time, as 2027-01-31T14Z. @param now ms since 1970 */
export const hourText = (now: number): string => `${new Date(now).toISOString().slice(0, 13)}Z`;
