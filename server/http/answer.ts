import type { Context } from 'hono';
import * as z from 'zod/mini';
import { faultsOf } from '../faults.ts';
import { ServiceError } from '../service-error.ts';
import { storeFault, type StoreFault } from '../store/fault.ts';

/** Nobody between us and who asked keeps an answer, and no browser takes it for anything else than it says. */
export const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

const sentences: Readonly<Record<StoreFault, string>> = {
  'disk-full': 'the disk of this service is full: it can be read from, and takes nothing new',
  'database-away': 'the database of this service does not answer now; try again later',
  conflict: 'too many changes at once; try again',
};

/** The body of a request. @throws ServiceError `malformed`; the message says what is wrong with which field, and repeats nothing of it */
export async function bodyOf<S extends z.ZodMiniType>(context: Context, schema: S): Promise<z.output<S>> {
  let body: unknown;
  try {
    body = await context.req.json();
  } catch (error) {
    if (error instanceof SyntaxError) throw new ServiceError('malformed', 'the body is no JSON');
    throw error;
  }
  return accepted(schema.safeParse(body));
}

/** The query of a request. @throws ServiceError `malformed`: a field missing, wrong, too much or twice */
export function queryOf<S extends z.ZodMiniType>(context: Context, schema: S): z.output<S> {
  const all = Object.entries(context.req.queries());
  const query = Object.fromEntries(all.map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
  return accepted(schema.safeParse(query));
}

function accepted<T>(read: z.core.util.SafeParseResult<T>): T {
  if (!read.success) throw new ServiceError('malformed', `not of this form: ${faultsOf(read.error, 'unnamed')}`);
  return read.data;
}

/** What went wrong, as it is answered. What is a mistake of ours is said to be one. */
export function refusalOf(error: unknown): { status: ServiceError['status']; code: string; message: string } {
  if (error instanceof ServiceError) return { status: error.status, code: error.code, message: error.message };
  const fault = storeFault(error);
  if (fault !== null) return { status: 503, code: fault, message: sentences[fault] };
  return { status: 500, code: 'internal', message: 'a mistake in the service; it was noted' };
}

/** Where in our code it happened. Messages are left out: a database's may repeat what was sent. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
