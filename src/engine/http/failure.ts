import { PerseidError, type TaskError } from '#domain/error';

/** The storable form of whatever ended a run. */
export function describeFailure(error: unknown): TaskError {
  if (error instanceof PerseidError) return error.toTaskError();
  return { code: 'internal', detail: { message: String(error) } };
}
